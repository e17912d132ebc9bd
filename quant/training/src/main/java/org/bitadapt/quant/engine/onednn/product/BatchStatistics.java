package org.bitadapt.quant.engine.onednn.product;

import java.util.List;

/**
 * Mean and variance per channel of sums of products over a whole batch, merged from the workers' slices.
 *
 * <p>With {@code n_k} pixels, mean {@code m_k} and squared deviations {@code d_k} of slice {@code k}:
 * {@code mean = sum n_k m_k / n}, {@code variance = (sum d_k + sum n_k (m_k - mean)^2) / n}.
 *
 * @see <a href="https://doi.org/10.1080/00031305.1983.10483115">Chan, Golub, LeVeque 1983</a>
 */
final class BatchStatistics {

    private final double[] mean;
    private final double[] variance;
    private long count;

    BatchStatistics(int channels) {
        mean = new double[channels];
        variance = new double[channels];
    }

    /** Takes the statistics of a batch from the contributions of all its slices. */
    void merge(List<SliceSums> slices) {
        count = 0;
        for (SliceSums slice : slices) {
            count += slice.count;
        }
        for (int c = 0; c < mean.length; c++) {
            mean[c] = mean(slices, c);
            variance[c] = variance(slices, c);
        }
    }

    private double mean(List<SliceSums> slices, int channel) {
        double sum = 0;
        for (SliceSums slice : slices) {
            sum += slice.values[channel] + (double) slice.shifts[channel] * slice.count;
        }
        return sum / count;
    }

    private double variance(List<SliceSums> slices, int channel) {
        double deviations = 0;
        for (SliceSums slice : slices) {
            if (slice.count > 0) {
                double sliceMean = slice.values[channel] / slice.count;
                double between = slice.shifts[channel] + sliceMean - mean[channel];
                deviations += slice.squares[channel] - sliceMean * slice.values[channel];
                deviations += slice.count * between * between;
            }
        }
        return Math.max(deviations / count, 0);
    }

    /** The number of pixels of the batch. */
    long count() {
        return count;
    }

    double mean(int channel) {
        return mean[channel];
    }

    /** The biased variance of a channel. */
    double variance(int channel) {
        return variance[channel];
    }
}
