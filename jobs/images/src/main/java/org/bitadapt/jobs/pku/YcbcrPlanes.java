package org.bitadapt.jobs.pku;

import java.nio.ByteBuffer;

/**
 * A decoded photograph or some rows of one, perhaps smaller than it is in the file: luminance and two colour differences,
 * as JPEG has them.
 *
 * @param luminance the luminance, a plane of {@code width x height}
 * @param blue the blue colour difference, with as many pixels or fewer
 * @param red the red colour difference, with as many pixels as {@code blue}
 * @param reduction the number of pixels of the file that a pixel is wide: 1, 4 or 8
 * @param above the luminance of the rows above the decoded ones, an eighth as wide and high as in the file
 * @param release frees the planes' memory
 */
record YcbcrPlanes(Plane luminance, Plane blue, Plane red, int reduction, Plane above, Runnable release)
        implements AutoCloseable {

    /**
     * The width and height of a block in pixels: a picture that is smaller by this factor consists of the means of its
     * blocks.
     */
    static final int BLOCK = 8;

    /** A photograph that was decoded from the first row on. */
    YcbcrPlanes(Plane luminance, Plane blue, Plane red, int reduction, Runnable release) {
        this(luminance, blue, red, reduction, Plane.NEUTRAL, release);
    }

    /**
     * A plane of bytes.
     *
     * @param bytes the rows from the first decoded row down, valid until the picture is closed
     * @param height the number of rows up to the last decoded row
     * @param stride the bytes from a row to the next row
     * @param shiftX the exponent by which the plane is narrower than the picture, by {@code 2^shiftX}
     * @param shiftY the exponent by which the plane is lower than the picture, by {@code 2^shiftY}
     * @param firstRow the first row that was decoded
     */
    record Plane(ByteBuffer bytes, int width, int height, int stride, int shiftX, int shiftY, int firstRow) {

        /** The colour difference of grey pictures: one pixel for a picture of any size. */
        static final Plane NEUTRAL = new Plane(ByteBuffer.allocateDirect(1).put(0, (byte) 128), 1, 1, 1, 16, 16);

        /** A plane of which all rows were decoded. */
        Plane(ByteBuffer bytes, int width, int height, int stride, int shiftX, int shiftY) {
            this(bytes, width, height, stride, shiftX, shiftY, 0);
        }

        /** This plane below {@code rows} rows of the picture that were not decoded. */
        Plane below(int rows) {
            int first = rows >> shiftY;
            return new Plane(bytes, width, first + height, stride, shiftX, shiftY, first);
        }

        int at(int x, int y) {
            int column = Math.min(width - 1, x >> shiftX);
            int row = Math.min(height - 1, y >> shiftY);
            return bytes.get((row - firstRow) * stride + column) & 0xff;
        }

        /** Copies {@code count} pixels of a row, from a column on. */
        void copy(int row, int column, byte[] target, int count) {
            bytes.get((row - firstRow) * stride + column, target, 0, count);
        }
    }

    /**
     * This picture below {@code rows} rows of the file that were not decoded.
     *
     * @param rows the number of rows, a multiple of 16
     * @param means the luminance of these rows, see {@link #above}
     */
    YcbcrPlanes below(int rows, Plane means) {
        int pixels = rows / reduction;
        return new YcbcrPlanes(
                luminance.below(pixels), blue.below(pixels), red.below(pixels), reduction, means, release);
    }

    /**
     * The mean luminance of the block of 8 x 8 pixels that a pixel of the file is in, whether the block was decoded or
     * not.
     */
    int blockLight(int x, int y) {
        int column = x / BLOCK;
        int row = y / BLOCK;
        int pixels = BLOCK / reduction;
        if (row * pixels < luminance.firstRow()) {
            return above.at(column, row);
        }
        int sum = 0;
        for (int i = 0; i < pixels * pixels; i++) {
            sum += luminance.at(column * pixels + i % pixels, row * pixels + i / pixels);
        }
        return (sum + pixels * pixels / 2) / (pixels * pixels);
    }

    @Override
    public void close() {
        release.run();
    }

    int width() {
        return luminance.width();
    }

    int height() {
        return luminance.height();
    }

    /** Puts red, green and blue of a pixel, rounded, into {@code rgb} from {@code offset} on. */
    void rgb(int x, int y, byte[] rgb, int offset) {
        rgb(luminance.at(x, y), blue.at(x, y), red.at(x, y), rgb, offset);
    }

    /** Puts red, green and blue into {@code rgb} by the conversion of JFIF, rounded. */
    static void rgb(float luminance, float blue, float red, byte[] rgb, int offset) {
        float b = blue - 128;
        float r = red - 128;
        rgb[offset] = code(luminance + 1.402f * r);
        rgb[offset + 1] = code(luminance - 0.344136f * b - 0.714136f * r);
        rgb[offset + 2] = code(luminance + 1.772f * b);
    }

    private static byte code(float value) {
        return (byte) Math.max(0, Math.min(255, Math.round(value)));
    }
}
