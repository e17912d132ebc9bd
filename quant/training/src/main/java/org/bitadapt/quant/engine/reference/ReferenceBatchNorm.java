package org.bitadapt.quant.engine.reference;

import java.nio.FloatBuffer;
import org.bitadapt.common.lowering.Step.NamedLayer;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.bitadapt.quant.engine.parameter.ParameterSlice;

/**
 * Batch normalization of a training step: {@code y = gamma (z - mean) / sqrt(var + epsilon) + beta} with the batch's
 * mean and biased variance.
 *
 * <p>The running statistics move by {@code new = momentum * old + (1 - momentum) * batch}, where the batch's second
 * moment is its unbiased variance plus its squared mean.
 *
 * @see <a href="https://arxiv.org/abs/1502.03167">Ioffe and Szegedy 2015</a>
 */
final class ReferenceBatchNorm {

    private final LayerSpec.BatchNorm layer;
    private final ParameterSlice gamma;
    private final ParameterSlice beta;
    private final ParameterSlice runningMean;
    private final ParameterSlice runningSecondMoment;
    private final int channels;
    private final double[] mean;
    private final double[] variance;
    private float[] z = {};

    ReferenceBatchNorm(NamedLayer<LayerSpec.BatchNorm> norm, ParameterLayout layout) {
        this.layer = norm.layer();
        this.gamma = layout.slice(norm.name(), ParameterRole.GAMMA);
        this.beta = layout.slice(norm.name(), ParameterRole.BETA);
        this.runningMean = layout.slice(norm.name(), ParameterRole.MEAN);
        this.runningSecondMoment = layout.slice(norm.name(), ParameterRole.SECOND_MOMENT);
        this.channels = gamma.length();
        this.mean = new double[channels];
        this.variance = new double[channels];
    }

    /**
     * Normalizes.
     *
     * @param values the values {@code z} of the whole batch, which are kept for the backward pass
     */
    float[] forward(FloatBuffer parameters, float[] values) {
        z = values;
        measure();
        float[] y = new float[z.length];
        for (int i = 0; i < y.length; i++) {
            int c = i % channels;
            y[i] = (float) (normalized(i) * parameters.get(gamma.offset() + c) + parameters.get(beta.offset() + c));
        }
        return y;
    }

    private void measure() {
        int count = z.length / channels;
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            for (int i = c; i < z.length; i += channels) {
                sum += z[i];
            }
            mean[c] = sum / count;
            double squares = 0;
            for (int i = c; i < z.length; i += channels) {
                squares += (z[i] - mean[c]) * (z[i] - mean[c]);
            }
            variance[c] = squares / count;
        }
    }

    private double normalized(int index) {
        int c = index % channels;
        return (z[index] - mean[c]) * inverseDeviation(c);
    }

    private double inverseDeviation(int channel) {
        return 1 / Math.sqrt(variance[channel] + layer.epsilon());
    }

    /**
     * Computes the gradient by {@code z}, and writes the gradients by gamma and beta and the moves of the running
     * statistics.
     *
     * <p>The gradient is {@code dz = gamma / sqrt(var + epsilon) * (dy - mean(dy) - normalized * mean(dy *
     * normalized))}.
     */
    float[] backward(FloatBuffer parameters, float[] dy, FloatBuffer gradient) {
        double[] sums = new double[channels];
        double[] products = new double[channels];
        for (int i = 0; i < dy.length; i++) {
            sums[i % channels] += dy[i];
            products[i % channels] += dy[i] * normalized(i);
        }
        int count = dy.length / channels;
        float[] dz = new float[dy.length];
        for (int i = 0; i < dz.length; i++) {
            int c = i % channels;
            double centred = dy[i] - sums[c] / count - normalized(i) * products[c] / count;
            dz[i] = (float) (parameters.get(gamma.offset() + c) * inverseDeviation(c) * centred);
        }
        for (int c = 0; c < channels; c++) {
            gradient.put(gamma.offset() + c, (float) products[c]);
            gradient.put(beta.offset() + c, (float) sums[c]);
            move(parameters, runningMean.offset() + c, mean[c], gradient);
            move(parameters, runningSecondMoment.offset() + c, secondMoment(c, count), gradient);
        }
        return dz;
    }

    private double secondMoment(int channel, int count) {
        double unbiased = count > 1 ? variance[channel] * count / (count - 1) : variance[channel];
        return unbiased + mean[channel] * mean[channel];
    }

    /** Writes the old statistic less the new one as its gradient. */
    private void move(FloatBuffer parameters, int index, double batch, FloatBuffer gradient) {
        gradient.put(index, (float) ((1 - layer.momentum()) * (parameters.get(index) - batch)));
    }
}
