package org.bitadapt.quant.engine;

import java.io.Serializable;
import java.nio.FloatBuffer;
import org.bitadapt.quant.kernel.WeightKernels;

/**
 * When a 1-bit weight may flip: a Schmitt trigger on its latent value.
 *
 * <p>{@code b' = +1 if w >= h; -1 if w <= -h; b otherwise}, with {@code h = threshold} or
 * {@code h = threshold * mean|w|} of the layer; {@code threshold = 0} is the plain sign, where zero keeps the old one.
 *
 * @param threshold 0 or more; 0.1 is the default
 * @param scale what it is measured in
 * @see <a href="https://arxiv.org/abs/2202.00404">Lee et al. 2022, hysteresis quantization</a>
 */
public record Hysteresis(float threshold, Scale scale) implements Serializable {

    /** What a threshold is measured in. */
    public enum Scale {
        /** The unit of the latent weights. */
        ABSOLUTE,
        /** The layer's mean |w|. */
        RELATIVE
    }

    public Hysteresis {
        if (!(threshold >= 0) || Float.isInfinite(threshold)) {
            throw new IllegalArgumentException("Invalid hysteresis threshold: " + threshold + " (must be 0 or more)");
        }
    }

    /**
     * Moves the signs of one layer on.
     *
     * <p>A sign may arrive as the mean of several workers' signs, -1..1: it then stands for their vote, and a tie
     * goes to the latent value.
     *
     * @param vector the parameter vector
     * @param weights where the layer's latent weights lie
     * @param signs where its signs lie, as long as {@code weights}
     */
    void settle(FloatBuffer vector, ParameterSlice weights, ParameterSlice signs) {
        float h = height(vector, weights);
        float[] latents = new float[WeightKernels.STRETCH];
        float[] votes = new float[WeightKernels.STRETCH];
        for (int i = 0; i < weights.length(); i += WeightKernels.STRETCH) {
            int count = Math.min(WeightKernels.STRETCH, weights.length() - i);
            vector.get(weights.offset() + i, latents, 0, count);
            vector.get(signs.offset() + i, votes, 0, count);
            if (WeightKernels.best().settle(latents, h, count, votes)) {
                vector.put(signs.offset() + i, votes, 0, count);
            }
        }
    }

    /**
     * The latent value h at which a layer's signs flip.
     *
     * @param vector the parameter vector
     * @param weights where the layer's latent weights lie
     */
    public float height(FloatBuffer vector, ParameterSlice weights) {
        if (scale == Scale.ABSOLUTE) {
            return threshold;
        }
        double sum = 0;
        float[] latents = new float[WeightKernels.STRETCH];
        for (int i = 0; i < weights.length(); i += WeightKernels.STRETCH) {
            int count = Math.min(WeightKernels.STRETCH, weights.length() - i);
            vector.get(weights.offset() + i, latents, 0, count);
            sum += WeightKernels.sumOfMagnitudes(latents, count);
        }
        return (float) (threshold * sum / weights.length());
    }
}
