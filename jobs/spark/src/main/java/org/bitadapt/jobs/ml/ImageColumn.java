package org.bitadapt.jobs.ml;

import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.image.ImageDecoder;
import org.bitadapt.jobs.spark.TaskSlots;
import org.bitadapt.runtime.image.EncodedImage;
import org.bitadapt.runtime.image.Fit;
import org.bitadapt.runtime.image.RgbImage;

/**
 * The way in which the values of an image column become the pixels that the network reads: {@code [y][x][channel]},
 * unsigned 8 bit, red before green before blue.
 *
 * @param name the name of the column
 * @param kind the kind of the column's values
 * @param shape the shape that the network reads
 * @param resize whether images of another size are scaled
 * @param fit how images of another size are scaled
 */
record ImageColumn(String name, Kind kind, Shape shape, boolean resize, Fit fit) implements Serializable {

    private static final int OPAQUE = 255;
    /** The mode of Spark's image structs that have no pixels. */
    private static final int UNDEFINED_MODE = -1;

    /** The kind of a column's values. */
    enum Kind {
        /** The values are Spark's image structs: 8-bit pixels, blue before green before red. */
        STRUCT,
        /** The values are PNG or JPEG files. */
        ENCODED,
        /** The values are pixels as the network reads them. */
        RAW
    }

    /**
     * The kind of the column that params name.
     *
     * @throws IllegalArgumentException if there is no such column, or the column cannot hold images
     */
    static Kind kind(ImageParams<?> params, StructType schema) {
        DataType type = ColumnRules.type(schema, "imageCol", params.getImageCol());
        if (DataType.equalsIgnoreNullability(type, ImageSchema.columnSchema())) {
            return Kind.STRUCT;
        }
        if (type.equals(DataTypes.BinaryType)) {
            return params.getBinaryFormat().equals(ColumnRules.RAW) ? Kind.RAW : Kind.ENCODED;
        }
        throw new IllegalArgumentException("Invalid type of column " + params.getImageCol() + ": "
                + type.catalogString() + " (must be Spark's image struct or binary)");
    }

    /**
     * The column that params describe; the params have a shape.
     *
     * @throws IllegalArgumentException if the params do not go together
     */
    static ImageColumn of(ImageParams<?> params, Kind kind) {
        return of(params, kind, shape(params.getImageShape()));
    }

    /** The column that params describe, with images of a given shape. */
    static ImageColumn of(ImageParams<?> params, Kind kind, Shape shape) {
        return new ImageColumn(params.getImageCol(), kind, shape, params.getResize(), Fit.of(params.getImageFit()));
    }

    /** The shape that a param names: height, width, channels. */
    static Shape shape(int[] heightWidthChannels) {
        return new Shape(heightWidthChannels[2], heightWidthChannels[0], heightWidthChannels[1]);
    }

    /** A shape in the form that the param has: height, width, channels. */
    private static String text(Shape shape) {
        return Arrays.toString(heightWidthChannels(shape));
    }

    /** A shape in the form that the param has: height, width, channels. */
    static int[] heightWidthChannels(Shape shape) {
        return new int[] {shape.height(), shape.width(), shape.channels()};
    }

    /** The column's shape in the form that the param has: height, width, channels. */
    int[] heightWidthChannels() {
        return heightWidthChannels(shape);
    }

    /** Whether an image struct of Spark has pixels that a network can read, whatever its size. */
    static Column hasPixels(Column image) {
        Column height = image.getField("height");
        Column width = image.getField("width");
        Column channels = image.getField("nChannels");
        Column bytes = height.cast(DataTypes.LongType).multiply(width).multiply(channels);
        return image.getField("mode")
                .notEqual(UNDEFINED_MODE)
                .and(height.gt(0))
                .and(width.gt(0))
                .and(channels.isin(1, 3, 4))
                .and(functions.length(image.getField("data")).equalTo(bytes));
    }

    /** The rule that an image must meet, for messages. */
    String rule() {
        return switch (kind) {
            case STRUCT -> "of height, width and channels " + text(shape) + remedy();
            case ENCODED ->
                "a PNG or JPEG file of height and width " + shape.height() + ", " + shape.width() + remedy();
            case RAW -> shape.size() + " bytes, for height, width and channels " + text(shape);
        };
    }

    private String remedy() {
        return resize ? " or larger or smaller" : "; setResize(true) scales others";
    }

    /**
     * The pixels of a value of the column.
     *
     * @throws IOException if the value cannot be used; the message is the reason
     */
    byte[] pixels(Object value) throws IOException {
        if (value == null) {
            throw new IOException("null");
        }
        return switch (kind) {
            case STRUCT -> struct((Row) value);
            case ENCODED -> encoded(EncodedImage.of((byte[]) value));
            case RAW -> raw((byte[]) value);
        };
    }

    private byte[] raw(byte[] pixels) throws IOException {
        if (pixels.length != shape.size()) {
            throw new IOException(pixels.length + " bytes");
        }
        return pixels;
    }

    private byte[] struct(Row image) throws IOException {
        requirePixels(image);
        int height = ImageSchema.getHeight(image);
        int width = ImageSchema.getWidth(image);
        int channels = ImageSchema.getNChannels(image);
        byte[] data = ImageSchema.getData(image);
        if (channels != 1 && channels != 3 && channels != 4) {
            throw new IOException(channels + " channels");
        }
        if (data.length != (long) height * width * channels) {
            throw new IOException(data.length + " bytes for height, width and channels "
                    + Arrays.toString(new int[] {height, width, channels}));
        }
        if (shape.channels() == 1 && channels != 1) {
            throw new IOException(text(new Shape(channels, height, width)));
        }
        requireSize(height, width);
        RgbImage picture = new RgbImage(width, height, rgb(data, channels)).fit(shape.width(), shape.height(), fit);
        return shape.channels() == 1 ? picture.grey() : picture.pixels();
    }

    /**
     * Refuses structs without pixels. Spark's image source gives a file that it cannot decode its origin, an undefined
     * mode, and -1 for height, width and channels; a table of users may have nulls.
     */
    private static void requirePixels(Row image) throws IOException {
        boolean hasNull = false;
        for (int field = 1; field < image.size(); field++) {
            hasNull |= image.isNullAt(field);
        }
        if (hasNull
                || ImageSchema.getMode(image) == UNDEFINED_MODE
                || ImageSchema.getHeight(image) < 1
                || ImageSchema.getWidth(image) < 1) {
            throw new IOException("no pixels");
        }
    }

    /**
     * Pixels in red, green and blue. Gray becomes three equal channels; with a fourth channel, opacity, pixels are seen
     * on black, as those of files are.
     */
    private static byte[] rgb(byte[] data, int channels) {
        byte[] pixels = new byte[data.length / channels * 3];
        for (int from = 0, to = 0; from < data.length; from += channels, to += 3) {
            int alpha = channels == 4 ? data[from + 3] & 0xff : OPAQUE;
            pixels[to] = RgbImage.onBlack(data[channels == 1 ? from : from + 2], alpha);
            pixels[to + 1] = RgbImage.onBlack(data[channels == 1 ? from : from + 1], alpha);
            pixels[to + 2] = RgbImage.onBlack(data[from], alpha);
        }
        return pixels;
    }

    private byte[] encoded(EncodedImage image) throws IOException {
        requireSize(image.height(), image.width());
        return new ImageDecoder(shape, fit).decode(image, TaskSlots.imageBudget());
    }

    private void requireSize(int height, int width) throws IOException {
        if (!resize && (height != shape.height() || width != shape.width())) {
            throw new IOException("height and width " + height + ", " + width);
        }
    }
}
