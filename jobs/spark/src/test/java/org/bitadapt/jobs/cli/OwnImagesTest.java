package org.bitadapt.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.bitadapt.jobs.command.PythonCsv;
import org.bitadapt.runtime.Logits;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.Session;
import org.bitadapt.runtime.SessionOptions;
import org.bitadapt.runtime.image.EncodedImage;
import org.bitadapt.runtime.image.ImageBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of the page "Your own images" in their order, on drawn pictures of three kinds. */
class OwnImagesTest {

    private static final List<String> CLASSES = List.of("bird", "cat", "dog");
    private static final int COUNT = 100;

    @TempDir
    Path folder;

    @Test
    void thePageLeadsFromPhotographsToADevice() throws IOException, InterruptedException {
        draw();
        List<List<String>> commands = commands(Pages.text(Pages.ROOT.resolve("jobs/OWN-IMAGES.md")));
        assertThat(commands)
                .extracting(command -> command.get(0))
                .containsExactly("preprocess", "train", "report", "runs", "predict", "export");
        for (List<String> command : commands) {
            Tool.Result result = Tool.run(command.toArray(String[]::new));
            assertThat(result.exitCode()).as(command + ": " + result.errors()).isZero();
        }

        assertThat(folder.resolve("runs/photos/report/index.html")).exists();
        double accuracy = new ObjectMapper()
                .readTree(folder.resolve("runs/photos/evaluation.json").toFile())
                .get("accuracy")
                .asDouble();
        assertThat(accuracy).isGreaterThan(0.6);
        assertThat(onDevice(folder.resolve("photos/cat/IMG_0001.jpg"))).isEqualTo(predicted("photos/cat/IMG_0001.jpg"));
    }

    /**
     * The lines of a page's blocks that begin with the launcher; the page's names of files are moved into a folder of
     * the test.
     */
    private List<List<String>> commands(String page) {
        List<List<String>> commands = new ArrayList<>();
        Matcher line = Pattern.compile("(?m)^deploy/bin/bitadapt (.*)$").matcher(page.replace("\\\n", " "));
        while (line.find()) {
            List<String> command = new ArrayList<>();
            for (String word : line.group(1).trim().split(" +")) {
                boolean isPlace = word.matches("(photos|datasets|runs|predictions)(/.*)?|.*[.]bnn");
                boolean isFirst = command.isEmpty();
                command.add(isPlace && !isFirst ? folder.resolve(word).toString() : word);
            }
            commands.add(command);
        }
        return commands;
    }

    private String predicted(String name) throws IOException, InterruptedException {
        try (var files = Files.list(folder.resolve("predictions"))) {
            Path table = files.filter(file -> file.toString().endsWith(".csv"))
                    .findFirst()
                    .orElseThrow();
            return PythonCsv.read(table).stream()
                    .filter(row -> row.get(0).endsWith(name))
                    .findFirst()
                    .orElseThrow()
                    .get(1);
        }
    }

    /** The prediction for an image by the runtime alone, as the runtime's jar makes it on a device. */
    private String onDevice(Path image) throws IOException {
        PackedModel model = PackedModel.load(folder.resolve("photos.bnn"));
        byte[] pixels = EncodedImage.of(Files.readAllBytes(image))
                .fit(model.inputShape().width(), model.inputShape().height(), model.fit(), ImageBudget.ofHeap(1))
                .pixels();
        float[] logits = new float[model.classes()];
        try (Session session = model.openSession(SessionOptions.DEFAULT)) {
            session.run(pixels, logits);
        }
        float[] probabilities = Logits.softmax(logits, 0, logits.length);
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return model.classNames().get(best);
    }

    /** Draws discs, crosses and squares, of any size and colour, on backgrounds of any shape. */
    private void draw() throws IOException {
        Random random = new Random(3);
        for (int label = 0; label < CLASSES.size(); label++) {
            Path place = Files.createDirectories(folder.resolve("photos").resolve(CLASSES.get(label)));
            for (int i = 0; i < COUNT; i++) {
                BufferedImage image =
                        new BufferedImage(48 + random.nextInt(72), 48 + random.nextInt(72), BufferedImage.TYPE_INT_RGB);
                draw(image, label, random);
                ImageIO.write(
                        image,
                        "jpg",
                        place.resolve(String.format("IMG_%04d.jpg", i)).toFile());
            }
        }
    }

    private static void draw(BufferedImage image, int label, Random random) {
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(colour(random, 140));
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.setColor(colour(random, 0));
        int side = 24 + random.nextInt(Math.min(image.getWidth(), image.getHeight()) - 30);
        int x = random.nextInt(image.getWidth() - side);
        int y = random.nextInt(image.getHeight() - side);
        int bar = Math.max(3, side / 5);
        switch (label) {
            case 0 -> graphics.fillOval(x, y, side, side);
            case 1 -> {
                graphics.fillRect(x, y + (side - bar) / 2, side, bar);
                graphics.fillRect(x + (side - bar) / 2, y, bar, side);
            }
            default -> graphics.fillRect(x, y, side, side);
        }
        graphics.dispose();
    }

    private static Color colour(Random random, int least) {
        return new Color(least + random.nextInt(110), least + random.nextInt(110), least + random.nextInt(110));
    }
}
