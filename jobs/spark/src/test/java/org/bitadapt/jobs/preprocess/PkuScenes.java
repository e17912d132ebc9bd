package org.bitadapt.jobs.preprocess;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Writes small scenes in the layout of the download: coloured grounds with a grey car-like blot for every label. */
public final class PkuScenes {

    public static final int WIDTH = 640;
    public static final int HEIGHT = 480;
    private static final int FOCUS = 500;

    private PkuScenes() {}

    /**
     * Writes twelve photographs with two good cars each; each odd photograph looks like the even photograph before it.
     */
    public static Path write(Path folder) throws IOException {
        for (String name : List.of("camera", "train_images", "train_masks")) {
            Files.createDirectories(folder.resolve(name));
        }
        Files.writeString(folder.resolve("camera/camera_intrinsic.txt"), "fx = 500;\nfy = 500;\ncx = 320;\ncy = 200;");
        StringBuilder rows = new StringBuilder("ImageId,PredictionString\n");
        for (int i = 0; i < 12; i++) {
            String cars = car(i % 2 == 0 ? 2 : 16, -2, 10) + " " + car(46, 3, 12 + i % 2);
            rows.append(id(i)).append(',').append(cars).append('\n');
            ImageIO.write(
                    photograph(i / 2),
                    "jpg",
                    folder.resolve("train_images/" + id(i) + ".jpg").toFile());
            if (i != 3) {
                BufferedImage mask = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
                ImageIO.write(
                        mask,
                        "jpg",
                        folder.resolve("train_masks/" + id(i) + ".jpg").toFile());
            }
        }
        Files.writeString(folder.resolve("train.csv"), rows);
        return folder;
    }

    public static String id(int i) {
        return String.format(Locale.ROOT, "ID_%09x", i);
    }

    public static String car(int model, double x, double z) {
        return String.format(Locale.ROOT, "%d 0.1 0.2 3.1 %.3f 1.5 %.3f", model, x, z);
    }

    /** Adds a car to a row. */
    public static void addCar(Path folder, int image, String car) throws IOException {
        Path csv = folder.resolve("train.csv");
        List<String> lines = Files.readAllLines(csv);
        lines.replaceAll(line -> line.startsWith(id(image)) ? line + " " + car : line);
        Files.write(csv, lines);
    }

    private static BufferedImage photograph(int look) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        Random random = new Random(look);
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 9; x++) {
                int grey = random.nextInt(256);
                graphics.setColor(new Color(grey, grey / 2, 255 - grey));
                graphics.fillRect(x * WIDTH / 9, y * HEIGHT / 8, WIDTH / 9 + 1, HEIGHT / 8 + 1);
            }
        }
        graphics.setColor(Color.GRAY);
        graphics.fillRect(320 - 2 * FOCUS / 10 - 20, 260, 40, 30);
        graphics.dispose();
        return image;
    }

    /** Zips everything into one file, or each folder into its own, as the two forms of the download are. */
    static Path zip(Path folder, Path zip, Stream<Path> files) throws IOException {
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                entries.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, entries);
            }
        }
        return zip;
    }
}
