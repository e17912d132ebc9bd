package org.bitadapt.jobs.config;

import java.io.Serializable;

/**
 * How far beyond zero a latent weight must go before its sign flips.
 *
 * @param threshold 0 or more; 0 is the plain sign
 * @param scale what the threshold is measured in
 * @param growth how the threshold comes to its size
 */
public record HysteresisConfig(double threshold, Scale scale, Growth growth) implements Serializable {

    /** What a threshold is measured in. */
    public enum Scale {
        /** The layer's mean |w|. */
        RELATIVE,
        /** The unit of the latent weights. */
        ABSOLUTE
    }

    /** How a threshold comes to its size. */
    public enum Growth {
        /** It holds from the first step. */
        NONE,
        /** It grows from 0 in equal steps over the whole training. */
        LINEAR
    }

    public HysteresisConfig {
        new Rules().atLeast("threshold", threshold, 0.0).enforce();
    }
}
