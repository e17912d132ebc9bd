package org.bitadapt.quant.onnx.reading;

import java.util.Arrays;
import org.bitadapt.common.network.LayerSpec.BatchNorm;

/**
 * A batch norm by what it does: {@code y = gain[c] * x + shift[c]}, with the statistics of {@code x}.
 *
 * @param gain one factor per channel
 * @param shift one constant per channel
 * @param mean the mean of each channel
 * @param variance the variance of each channel, 0 or more
 * @param layer the layer with its epsilon
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never compared
record Norm(double[] gain, double[] shift, double[] mean, double[] variance, BatchNorm layer) {

    /**
     * A batch norm that does nothing but add constants.
     *
     * @param constants one per channel
     */
    static Norm adding(double[] constants) {
        double[] ones = new double[constants.length];
        Arrays.fill(ones, 1);
        return new Norm(ones, constants, new double[constants.length], ones.clone(), BatchNorm.STANDARD);
    }

    /** This batch norm behind numbers to which constants are no longer added. */
    Norm taking(double[] constants) {
        double[] shifts = shift.clone();
        double[] means = mean.clone();
        for (int c = 0; c < shifts.length; c++) {
            shifts[c] += gain[c] * constants[c];
            means[c] -= constants[c];
        }
        return new Norm(gain, shifts, means, variance, layer);
    }

    /** This batch norm with other statistics; it computes the same. */
    Norm measured(double[] means, double[] variances) {
        return new Norm(gain, shift, means, variances, layer);
    }

    /** This batch norm with another epsilon and momentum; it computes the same. */
    Norm onto(BatchNorm other) {
        return new Norm(gain, shift, mean, variance, other);
    }

    /** The numbers of a batch norm as runs keep them, one per channel each. */
    @SuppressWarnings("ArrayRecordComponent") // made once, never compared
    record Parameters(float[] gamma, float[] beta, float[] mean, float[] secondMoment) {}

    /**
     * Rounds to float32. Means and second moments are rounded first; gamma and beta then make up for it, so that
     * {@code gamma * (x - mean) / sqrt(secondMoment - mean^2 + epsilon) + beta} is {@code gain * x + shift} up to the
     * rounding of gamma and beta themselves, by {@code 2^-24 * (|gain * (x - mean)| + |gain * mean + shift|)}.
     */
    Parameters parameters() {
        int channels = gain.length;
        Parameters rounded =
                new Parameters(new float[channels], new float[channels], new float[channels], new float[channels]);
        for (int c = 0; c < channels; c++) {
            float center = (float) mean[c];
            float second = (float) (variance[c] + (double) center * center);
            double spread = Math.max(second - (double) center * center, 0);
            double deviation = Math.sqrt(spread + layer.epsilon());
            rounded.mean[c] = center;
            rounded.secondMoment[c] = second;
            rounded.gamma[c] = (float) (gain[c] * deviation);
            rounded.beta[c] = (float) (shift[c] + gain[c] * center); // exact where x is the mean
        }
        return rounded;
    }
}
