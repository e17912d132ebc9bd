package org.bitadapt.quant.engine.hysteresis;

import java.io.Serializable;

/**
 * How 1-bit layers settle after every optimizer step and every averaging: latent weights are scaled and clipped, and
 * signs follow them under hysteresis.
 *
 * @param hysteresis when a sign may flip, once the threshold has grown
 * @param growthSteps the number of steps over which the threshold grows linearly from 0, counted from the first step; 0
 *     for a threshold that holds from the start
 * @param latents whether latent weights keep a fixed size
 */
public record Settlement(Hysteresis hysteresis, int growthSteps, LatentScale latents) implements Serializable {

    public Settlement {
        if (growthSteps < 0) {
            throw new IllegalArgumentException(
                    "Invalid growth of hysteresis: " + growthSteps + " steps (must be 0 or more)");
        }
        if (latents == null) {
            throw new IllegalArgumentException("Missing scale of latent weights");
        }
    }

    /** A threshold that holds from the start, on latent weights of any size. */
    public static Settlement of(Hysteresis hysteresis) {
        return new Settlement(hysteresis, 0, LatentScale.FREE);
    }

    /** This settlement with a threshold that has grown already, for a network that goes on from a trained one. */
    public Settlement grown() {
        return new Settlement(hysteresis, 0, latents);
    }

    /**
     * The latent value at which signs flip.
     *
     * @param meanMagnitude mean |w| of the layer
     * @param step the number of steps taken so far
     */
    public float height(double meanMagnitude, int step) {
        float height = hysteresis.height(meanMagnitude);
        return step >= growthSteps ? height : height * step / growthSteps;
    }
}
