package org.bitadapt.jobs.pku;

import org.bitadapt.jobs.pku.YcbcrPlanes.Plane;

/**
 * Cuts a square out of a picture and scales it with a triangle filter as wide as two pixels of the result, or of the
 * source if the source is coarser: it averages when it shrinks and interpolates when it enlarges. A square that shrinks
 * to a quarter or less is first made smaller by {@link PlaneBlockMeans}, which are faster.
 *
 * <p>Every plane is scaled as it is stored, and only the result's pixels are converted to red, green and blue.
 */
final class Resampler {

    /** The most pixels in a row or column that share a colour, unless all pixels share one. */
    private static final int MOST_COLOUR_STEP = 2;
    /**
     * The number of blocks that the filter reads beyond a square: half a pixel of the result, which is four blocks wide
     * or less.
     */
    private static final int BEYOND = 3;

    private final int side;
    /** The pixels of a row that a crop needs. */
    private byte[] line = new byte[0];

    /**
     * @param side the side of the result in pixels
     */
    Resampler(int side) {
        this.side = side;
    }

    /**
     * Cuts a square out of a picture and scales it.
     *
     * @param square the square, in pixels of the whole photograph
     * @return the pixels, {@code [y][x][channel]}, unsigned 8 bit
     */
    byte[] crop(YcbcrPlanes picture, PixelBox square) {
        float[] light = scaled(picture.luminance(), square, picture.reduction());
        float[] blue = scaled(picture.blue(), square, picture.reduction());
        float[] red = scaled(picture.red(), square, picture.reduction());
        byte[] bytes = new byte[3 * side * side];
        for (int i = 0; i < side * side; i++) {
            YcbcrPlanes.rgb(light[i], blue[i], red[i], bytes, 3 * i);
        }
        return bytes;
    }

    /** The first row of the photograph that a crop is made of. */
    int firstRow(PixelBox square, int reduction) {
        return Math.max(0, (int) (square.top() - beyond(square, reduction)) - 1);
    }

    /** The row of the photograph behind the last row that a crop is made of. */
    int endRow(PixelBox square, int reduction) {
        return (int) Math.ceil(square.bottom() + beyond(square, reduction)) + 1;
    }

    /**
     * The distance beyond a square that is read: a pixel of the result, which is no less than half of it and a block,
     * or, if it is more, the distance over which colours are interpolated.
     */
    private double beyond(PixelBox square, int reduction) {
        return Math.max(square.height() / side, MOST_COLOUR_STEP * reduction);
    }

    private float[] scaled(Plane plane, PixelBox square, int reduction) {
        double unitX = (double) reduction * (1 << plane.shiftX());
        double unitY = (double) reduction * (1 << plane.shiftY());
        return scaled(
                plane, square.left() / unitX, square.top() / unitY, square.width() / unitX, square.height() / unitY);
    }

    /** A part of a plane, scaled; means of blocks come first if the result is much smaller. */
    private float[] scaled(Plane plane, double left, double top, double width, double height) {
        int factor = factor(Math.min(width, height) / side);
        if (factor > 1) {
            int firstX = Math.max(0, (int) (left / factor) - BEYOND);
            int firstY = Math.max(plane.firstRow() / factor, (int) (top / factor) - BEYOND);
            int endX = Math.min(blocks(plane.width(), factor), (int) ((left + width) / factor) + 1 + BEYOND);
            int endY = Math.min(blocks(plane.height(), factor), (int) ((top + height) / factor) + 1 + BEYOND);
            Plane means = PlaneBlockMeans.of(plane, factor, firstX, firstY, endX - firstX, endY - firstY);
            return scaled(means, left / factor - firstX, top / factor - firstY, width / factor, height / factor);
        }
        Taps columns = Taps.of(left, width, side, 0, plane.width());
        Taps rows = Taps.of(top, height, side, plane.firstRow(), plane.height());
        int first = rows.starts()[0];
        if (line.length < columns.end()) {
            line = new byte[plane.width()];
        }
        float[] narrow = new float[side * (rows.end() - first)];
        for (int y = first; y < rows.end(); y++) {
            narrow(plane, y, columns, narrow, side * (y - first));
        }
        float[] result = new float[side * side];
        for (int y = 0; y < side; y++) {
            float[] weights = rows.weights()[y];
            int row = side * (rows.starts()[y] - first);
            for (int k = 0; k < weights.length; k++) {
                add(weights[k], narrow, row + side * k, result, side * y);
            }
        }
        return result;
    }

    /**
     * The factor of the means of blocks: the largest even number for which a pixel of the result is still two or more
     * blocks wide and high, or 1.
     */
    private static int factor(double scale) {
        return Math.max(1, Math.min(PlaneBlockMeans.MOST_FACTOR, 2 * (int) (scale / 4)));
    }

    private static int blocks(int pixels, int factor) {
        return (pixels + factor - 1) / factor;
    }

    private void narrow(Plane plane, int row, Taps columns, float[] target, int at) {
        byte[] bytes = line;
        int first = columns.starts()[0];
        plane.copy(row, first, bytes, columns.end() - first);
        for (int x = 0; x < side; x++) {
            float[] weights = columns.weights()[x];
            int source = columns.starts()[x] - first;
            float sum = 0;
            for (int k = 0; k < weights.length; k++) {
                sum += weights[k] * (bytes[source + k] & 0xff);
            }
            target[at + x] = sum;
        }
    }

    private void add(float weight, float[] source, int from, float[] target, int to) {
        for (int x = 0; x < side; x++) {
            target[to + x] += weight * source[from + x];
        }
    }

    /**
     * The pixels of a source line, and their weights, that each pixel of the result sums up.
     *
     * @param starts the first source pixel of each result pixel, never falling
     * @param weights the weights of that source pixel and the pixels behind it, adding up to 1
     */
    @SuppressWarnings("ArrayRecordComponent") // local to a crop, never compared
    private record Taps(int[] starts, float[][] weights) {

        /**
         * The taps of {@code count} result pixels that divide {@code length} source pixels from {@code start} on, where
         * the source has the pixels from {@code least} to below {@code end}.
         */
        static Taps of(double start, double length, int count, int least, int end) {
            double scale = length / count;
            double radius = Math.max(1, scale);
            Taps taps = new Taps(new int[count], new float[count][]);
            for (int i = 0; i < count; i++) {
                double centre = start + (i + 0.5) * scale;
                int first = clamp((int) Math.floor(centre - radius), least, end);
                int last = clamp((int) Math.ceil(centre + radius), least, end);
                taps.starts[i] = first;
                taps.weights[i] = triangle(first, last - first + 1, centre, radius);
            }
            return taps;
        }

        private static float[] triangle(int first, int count, double centre, double radius) {
            double[] weights = new double[count];
            double sum = 0;
            for (int k = 0; k < count; k++) {
                weights[k] = Math.max(0, 1 - Math.abs(first + k + 0.5 - centre) / radius);
                sum += weights[k];
            }
            float[] scaled = new float[count];
            for (int k = 0; k < count; k++) {
                scaled[k] = (float) (weights[k] / sum);
            }
            return scaled;
        }

        private static int clamp(int value, int least, int end) {
            return Math.max(least, Math.min(end - 1, value));
        }

        /** The source pixel behind the last pixel that is summed up. */
        int end() {
            int last = starts.length - 1;
            return starts[last] + weights[last].length;
        }
    }
}
