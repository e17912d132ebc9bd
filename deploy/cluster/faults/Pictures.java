import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;

/**
 * Makes image files of drawn images, every hundredth one broken: {@code java -cp bitadapt.jar Pictures.java BATCHES FOLDER
 * COUNT}. BATCHES is the folder that {@code Images.java} wrote.
 */
final class Pictures {

    private static final int SIDE = 32;
    private static final int EVERY = 100;
    private static final int KINDS = 5;

    private Pictures() {}

    public static void main(String[] arguments) throws IOException {
        Path batches = Path.of(arguments[0]);
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        int count = Integer.parseInt(arguments[2]);
        int written = 0;
        for (int file = 1; written < count; file++) {
            try (InputStream in = Files.newInputStream(batches.resolve("data_batch_" + file + ".bin"))) {
                byte[] record = in.readNBytes(1 + 3 * SIDE * SIDE);
                while (record.length > 0 && written < count) {
                    Files.write(folder.resolve(String.format("%05d.png", written)), file(record, written));
                    written++;
                    record = in.readNBytes(1 + 3 * SIDE * SIDE);
                }
            }
        }
    }

    private static byte[] file(byte[] record, int number) throws IOException {
        return number % EVERY == EVERY - 1 ? broken(image(record), number / EVERY) : encoded(image(record), "png");
    }

    private static byte[] broken(BufferedImage image, int number) throws IOException {
        byte[] png = encoded(image, "png");
        return switch (number % KINDS) {
            case 0 -> Arrays.copyOf(png, png.length / 2);
            case 1 -> "no image".getBytes(StandardCharsets.UTF_8);
            case 2 -> encoded(image, "gif");
            case 3 -> Arrays.copyOf(Arrays.copyOf(png, 8), png.length);
            default -> {
                png[png.length / 2] ^= 1;
                yield png;
            }
        };
    }

    /** The image of a record of CIFAR-10's binary layout: a label, then the planes of red, green and blue. */
    private static BufferedImage image(byte[] record) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        int plane = SIDE * SIDE;
        for (int i = 0; i < plane; i++) {
            int red = record[1 + i] & 255;
            int green = record[1 + plane + i] & 255;
            int blue = record[1 + 2 * plane + i] & 255;
            image.setRGB(i % SIDE, i / SIDE, red << 16 | green << 8 | blue);
        }
        return image;
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }
}
