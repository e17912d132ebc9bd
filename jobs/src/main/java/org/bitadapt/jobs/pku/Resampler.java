package org.bitadapt.jobs.pku;

import java.util.Arrays;

/**
 * Cuts a square out of a picture and scales it with a triangle filter as wide as two pixels of the result, or of the
 * source if that is the coarser one: it averages when it shrinks and interpolates when it enlarges.
 */
final class Resampler {

    private final int side;

    /**
     * @param side of the result in pixels
     */
    Resampler(int side) {
        this.side = side;
    }

    /**
     * Cuts and scales.
     *
     * @param square in pixels of the whole photograph
     * @return {@code [y][x][channel]}, unsigned 8 bit
     */
    byte[] crop(Picture picture, PixelBox square) {
        int reduction = picture.reduction();
        double scale = square.width() / reduction / side;
        Taps columns = taps(square.left() / reduction, scale, picture.width());
        Taps rows = taps(square.top() / reduction, scale, picture.height());
        float[] narrow = new float[3 * rows.count() * side];
        float[] source = new float[3 * columns.count()];
        for (int y = 0; y < rows.count(); y++) {
            for (int x = 0; x < columns.count(); x++) {
                picture.rgb(columns.first() + x, rows.first() + y, source, 3 * x);
            }
            for (int x = 0; x < side; x++) {
                columns.sum(x, source, 3, 0, narrow, 3 * (y * side + x));
            }
        }
        float[] pixels = new float[3 * side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                rows.sum(y, narrow, 3 * side, 3 * x, pixels, 3 * (y * side + x));
            }
        }
        byte[] bytes = new byte[pixels.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.max(0, Math.min(255, Math.round(pixels[i])));
        }
        return bytes;
    }

    private Taps taps(double start, double scale, int size) {
        double radius = Math.max(1, scale);
        int first = clamp((int) Math.floor(start + 0.5 * scale - radius), size);
        int last = clamp((int) Math.ceil(start + (side - 0.5) * scale + radius), size);
        float[][] weights = new float[side][last - first + 1];
        for (int i = 0; i < side; i++) {
            double centre = start + (i + 0.5) * scale;
            double sum = 0;
            for (int k = 0; k < weights[i].length; k++) {
                double weight = Math.max(0, 1 - Math.abs(first + k + 0.5 - centre) / radius);
                weights[i][k] = (float) weight;
                sum += weight;
            }
            float scaleTo1 = (float) (1 / sum);
            for (int k = 0; k < weights[i].length; k++) {
                weights[i][k] *= scaleTo1;
            }
        }
        return new Taps(first, last - first + 1, weights);
    }

    private static int clamp(int value, int size) {
        return Math.max(0, Math.min(size - 1, value));
    }

    /** Weights of source pixels {@code first ..} for every pixel of the result. */
    @SuppressWarnings("ArrayRecordComponent") // local to a crop, never compared
    private record Taps(int first, int count, float[][] weights) {

        void sum(int pixel, float[] source, int step, int offset, float[] target, int at) {
            float[] own = weights[pixel];
            Arrays.fill(target, at, at + 3, 0);
            for (int k = 0; k < count; k++) {
                if (own[k] != 0) {
                    for (int channel = 0; channel < 3; channel++) {
                        target[at + channel] += own[k] * source[offset + k * step + channel];
                    }
                }
            }
        }
    }
}
