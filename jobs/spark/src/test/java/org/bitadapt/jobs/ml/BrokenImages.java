package org.bitadapt.jobs.ml;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Images that a network cannot use, of many kinds, with the reasons that are told of them. */
final class BrokenImages {

    private static final int SIDE = ColouredImages.SIDE;
    private static final int UNDEFINED = -1;
    private static final int CV_8UC3 = 16;

    /**
     * A broken image.
     *
     * @param value the value of an image column
     * @param reason the reason why it is invalid
     */
    record Broken(Object value, String reason) {

        byte[] file() {
            return (byte[]) value;
        }
    }

    private BrokenImages() {}

    /** Ten files that are damaged, of another format, or of another size. */
    static List<Broken> files() {
        byte[] png = encoded("png", SIDE, SIDE);
        byte[] jpeg = encoded("jpg", SIDE, SIDE);
        return List.of(
                new Broken(Arrays.copyOf(Arrays.copyOf(png, 8), 1000), "a wrong checksum"),
                new Broken("no image".getBytes(StandardCharsets.UTF_8), "another format"),
                new Broken(new byte[1000], "another format"),
                new Broken(encoded("gif", SIDE, SIDE), "another format"),
                new Broken(encoded("bmp", SIDE, SIDE), "another format"),
                new Broken(Arrays.copyOf(png, png.length / 2), "cut off"),
                new Broken(Arrays.copyOf(png, 8), "cut off"),
                new Broken(flipped(png, png.length - 20), "a wrong checksum"),
                new Broken(Arrays.copyOf(jpeg, jpeg.length / 2), "cut off"),
                new Broken(encoded("png", 20, 10), "height and width 10, 20"));
    }

    /** Seven image structs without pixels, with other pixels than they say, or of another size. */
    static List<Broken> structs() {
        byte[] pixels = new byte[SIDE * SIDE * 3];
        return List.of(
                new Broken(null, "null"),
                // What Spark's image source makes of a file that it cannot decode.
                new Broken(struct("file:/a", -1, -1, -1, UNDEFINED, new byte[0]), "no pixels"),
                new Broken(struct("file:/b", null, null, null, null, null), "no pixels"),
                new Broken(struct("file:/c", SIDE, SIDE, 3, UNDEFINED, pixels), "no pixels"),
                new Broken(
                        struct("file:/d", SIDE, SIDE, 3, CV_8UC3, new byte[pixels.length - 1]),
                        "431 bytes for height, width and channels [12, 12, 3]"),
                new Broken(struct("file:/e", SIDE, SIDE, 2, CV_8UC3, new byte[SIDE * SIDE * 2]), "2 channels"),
                new Broken(struct("file:/f", 10, 20, 3, CV_8UC3, new byte[600]), "height and width 10, 20"));
    }

    private static Row struct(Object... values) {
        return RowFactory.create(values);
    }

    private static byte[] flipped(byte[] file, int at) {
        byte[] changed = file.clone();
        changed[at] ^= 1;
        return changed;
    }

    private static byte[] encoded(String format, int width, int height) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
