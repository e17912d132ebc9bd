package org.bitadapt.jobs.ml;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.bitadapt.jobs.spark.LocalSpark;

/** Noisy images in three colours, as a table in each of the forms that a column of images may have. */
final class ColouredImages {

    static final int SIDE = 12;
    static final List<String> NAMES = List.of("blue", "green", "red");

    private static final int CV_8UC3 = 16;

    private ColouredImages() {}

    /** The pixels {@code [y][x][channel]} of image {@code i}, whose class is {@code i % 3}. */
    static byte[] pixels(int i) {
        Random random = new Random(i);
        byte[] pixels = new byte[SIDE * SIDE * 3];
        for (int at = 0; at < pixels.length; at++) {
            int bright = at % 3 == 2 - i % 3 ? 120 : 0;
            pixels[at] = (byte) (bright + random.nextInt(120));
        }
        return pixels;
    }

    /** The table with columns id, image (raw bytes) and label (double). */
    static Dataset<Row> raw(int count) {
        return table(count, DataTypes.BinaryType, ColouredImages::pixels);
    }

    /** The table with images as PNG files. */
    static Dataset<Row> encoded(int count) {
        return table(count, DataTypes.BinaryType, ColouredImages::png);
    }

    /** The table with images as Spark's image structs. */
    static Dataset<Row> structs(int count) {
        return table(count, ImageSchema.columnSchema(), ColouredImages::struct);
    }

    /** The table with the names of the colours as text labels. */
    static Dataset<Row> named(int count) {
        return raw(count)
                .selectExpr("id", "image", "element_at(array('blue', 'green', 'red'), int(label) + 1) as name");
    }

    private interface Form {
        Object of(int i);
    }

    private static Dataset<Row> table(int count, org.apache.spark.sql.types.DataType type, Form form) {
        StructType schema = new StructType()
                .add("id", DataTypes.IntegerType)
                .add("image", type)
                .add("label", DataTypes.DoubleType);
        List<Row> rows = IntStream.range(0, count)
                .mapToObj(i -> RowFactory.create(i, form.of(i), (double) (i % 3)))
                .toList();
        return LocalSpark.session().createDataFrame(rows, schema);
    }

    /** Image {@code i} as a struct of Spark. */
    static Row struct(int i) {
        byte[] pixels = pixels(i);
        byte[] data = new byte[pixels.length];
        for (int at = 0; at < data.length; at++) {
            data[at] = pixels[at - at % 3 + 2 - at % 3];
        }
        return RowFactory.create("", SIDE, SIDE, 3, CV_8UC3, data);
    }

    /** Image {@code number} as a PNG file. */
    static byte[] png(int number) {
        byte[] pixels = pixels(number);
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < SIDE * SIDE; i++) {
            int code = (pixels[3 * i] & 255) << 16 | (pixels[3 * i + 1] & 255) << 8 | (pixels[3 * i + 2] & 255);
            image.setRGB(i % SIDE, i / SIDE, code);
        }
        return png(image);
    }

    static byte[] png(BufferedImage image) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(image, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
