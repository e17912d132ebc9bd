package org.bitadapt.quant.engine.hysteresis;

/**
 * Whether the latent weights of a 1-bit layer may grow and shrink as a whole.
 *
 * <p>Before a batch norm the size of a channel's latent weights changes nothing but how fast signs flip. A step moves
 * the latents by {@code rate * gradient}, and the gradient goes with {@code 1 / mean|w|}, so the share of signs that
 * flip goes with {@code rate / mean|w|^2}. Straight-through gradients are not orthogonal to the latents. The latents
 * therefore grow, and flips slow down earlier than the learning rate.
 */
public enum LatentScale {
    /** Latent weights are as large as the optimizer makes them. */
    FREE,
    /**
     * After every step a channel's latent weights are multiplied by one factor, so that their mean magnitude stays that
     * of the initialization, {@code sqrt(4 / (pi * fan-in))}. This holds for layers that a batch norm follows. Other
     * layers stay free, because their mean magnitude is the scale of the output.
     */
    FIXED;

    /** The mean magnitude of normal weights of variance {@code 2 / fan-in}. */
    static double meanMagnitude(int fanIn) {
        return Math.sqrt(4 / (Math.PI * fanIn));
    }
}
