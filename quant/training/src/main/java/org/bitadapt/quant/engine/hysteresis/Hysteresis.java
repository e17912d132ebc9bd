package org.bitadapt.quant.engine.hysteresis;

import java.io.Serializable;

/**
 * When a 1-bit weight may flip: a Schmitt trigger on its latent value.
 *
 * <p>{@code b' = +1 if w >= h and w != 0; -1 if w <= -h and w != 0; b otherwise}, with {@code h = threshold} or {@code
 * h = threshold * mean|w|} of the layer. {@code threshold = 0} is the plain sign, where a latent value of zero keeps
 * the old sign.
 *
 * <p>An old sign {@code b} may arrive as the mean of several workers' signs, -1..1. The mean then stands for the
 * workers' vote, and a tie goes to the latent value.
 *
 * @param threshold the threshold, 0 or more; 0.1 is the default
 * @param scale the unit of the threshold
 * @see <a href="https://arxiv.org/abs/2202.00404">Lee et al. 2022, hysteresis quantization</a>
 */
public record Hysteresis(float threshold, Scale scale) implements Serializable {

    /** The unit of a threshold. */
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
     * The latent value at which signs flip.
     *
     * @param meanMagnitude mean |w| of the layer
     */
    public float height(double meanMagnitude) {
        return scale == Scale.ABSOLUTE ? threshold : (float) (threshold * meanMagnitude);
    }
}
