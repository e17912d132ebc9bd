package org.bitadapt.jobs.pku;

import java.nio.ByteBuffer;

/**
 * A decoded photograph or the upper part of one, perhaps smaller than it is in the file: luminance and two colour
 * differences, as JPEG has them.
 *
 * @param luminance a plane of {@code width x height}
 * @param blue colour difference, the same or fewer pixels
 * @param red colour difference, as many as {@code blue}
 * @param reduction how many pixels of the file a pixel is wide: 1, 4 or 8
 * @param release frees the planes' memory
 */
record Picture(Plane luminance, Plane blue, Plane red, int reduction, Runnable release) implements AutoCloseable {

    /**
     * A plane of bytes.
     *
     * @param bytes rows from the top, valid until the picture is closed
     * @param stride bytes from a row to the next
     * @param shiftX the plane is narrower than the picture by {@code 2^shiftX}
     * @param shiftY the same for its height
     */
    record Plane(ByteBuffer bytes, int width, int height, int stride, int shiftX, int shiftY) {

        /** The colour difference of grey pictures: one pixel for a picture of any size. */
        static final Plane NEUTRAL = new Plane(ByteBuffer.allocateDirect(1).put(0, (byte) 128), 1, 1, 1, 16, 16);

        int at(int x, int y) {
            int column = Math.min(width - 1, x >> shiftX);
            int row = Math.min(height - 1, y >> shiftY);
            return bytes.get(row * stride + column) & 0xff;
        }

        /** Copies {@code count} pixels of a row, from a column on. */
        void copy(int row, int column, byte[] target, int count) {
            bytes.get(row * stride + column, target, 0, count);
        }
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

    /** Red, green and blue of a pixel, rounded, put into {@code rgb} from {@code offset} on. */
    void rgb(int x, int y, byte[] rgb, int offset) {
        rgb(luminance.at(x, y), blue.at(x, y), red.at(x, y), rgb, offset);
    }

    /** The conversion of JFIF, rounded. */
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
