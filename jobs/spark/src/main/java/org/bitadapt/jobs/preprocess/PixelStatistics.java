package org.bitadapt.jobs.preprocess;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Sums over the pixels of images, per channel, and image counts per class. The sums are exact, so that the result does
 * not depend on the order in which parts are added: {@code 2^63 / 255^2} is enough for 10^14 pixels.
 *
 * <p>An instance is mutable while one thread fills it.
 */
final class PixelStatistics implements Serializable {

    private static final long serialVersionUID = 1;

    private final long[] sums;
    private final long[] squares;
    private final long[] recordsPerClass;
    private long pixels;

    PixelStatistics(int channels, int classes) {
        sums = new long[channels];
        squares = new long[channels];
        recordsPerClass = new long[classes];
    }

    /** Adds an image, {@code [y][x][channel]}. */
    void add(int label, byte[] image) {
        int channels = sums.length;
        for (int channel = 0; channel < channels; channel++) {
            long sum = 0;
            long square = 0;
            for (int i = channel; i < image.length; i += channels) {
                long code = image[i] & 0xff;
                sum += code;
                square += code * code;
            }
            sums[channel] += sum;
            squares[channel] += square;
        }
        pixels += image.length / channels;
        recordsPerClass[label]++;
    }

    /** Adds the sums and counts of other statistics. */
    void add(PixelStatistics other) {
        for (int channel = 0; channel < sums.length; channel++) {
            sums[channel] += other.sums[channel];
            squares[channel] += other.squares[channel];
        }
        for (int label = 0; label < recordsPerClass.length; label++) {
            recordsPerClass[label] += other.recordsPerClass[label];
        }
        pixels += other.pixels;
    }

    /** The number of images per class. */
    List<Long> recordsPerClass() {
        List<Long> counts = new ArrayList<>();
        for (long count : recordsPerClass) {
            counts.add(count);
        }
        return counts;
    }

    /** The mean per channel in 0..1, {@code sum / (255 n)}. */
    List<Double> mean() {
        List<Double> mean = new ArrayList<>();
        for (long sum : sums) {
            mean.add(sum / (255.0 * pixels));
        }
        return mean;
    }

    /**
     * The standard deviation per channel over all pixels, in the unit of the mean: {@code sqrt(n * squares - sum^2) /
     * (255 n)}; the radicand is exact.
     */
    List<Double> standardDeviation() {
        List<Double> deviation = new ArrayList<>();
        for (int channel = 0; channel < sums.length; channel++) {
            BigInteger sum = BigInteger.valueOf(sums[channel]);
            BigInteger radicand = BigInteger.valueOf(pixels)
                    .multiply(BigInteger.valueOf(squares[channel]))
                    .subtract(sum.multiply(sum));
            double root = new BigDecimal(radicand).sqrt(MathContext.DECIMAL64).doubleValue();
            deviation.add(root / (255.0 * pixels));
        }
        return deviation;
    }
}
