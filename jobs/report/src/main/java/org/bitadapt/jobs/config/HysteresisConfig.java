package org.bitadapt.jobs.config;

import java.io.Serializable;

/**
 * The hysteresis of 1-bit weights: how far beyond zero a latent weight must go before its sign flips.
 *
 * @param threshold the distance from zero at which a sign flips, 0 or more; 0 is the plain sign
 * @param scale the unit of the threshold
 * @param growth how the threshold grows in training
 */
public record HysteresisConfig(double threshold, Scale scale, Growth growth) implements Serializable {

    /** The unit of a threshold. */
    public enum Scale {
        /** The threshold is a multiple of the layer's mean |w|. */
        RELATIVE,
        /** The threshold has the unit of the latent weights. */
        ABSOLUTE
    }

    /** The ways in which a threshold grows in training. */
    public enum Growth {
        /** The threshold has its full size from the first step. */
        NONE,
        /** The threshold grows from 0 in equal steps over the whole training. */
        LINEAR
    }

    public HysteresisConfig {
        new Rules().atLeast("threshold", threshold, 0.0).enforce();
    }
}
