package org.bitadapt.runtime.format;

/** How a convolution's weights are stored. */
public enum WeightType {
    /** Weights of one bit: 1 is +1, 0 is -1. */
    BINARY,
    /** Weights of a signed byte, -127..127. */
    INT8,
    /**
     * Weights of two to seven sign planes, each stored as BINARY weights are: with {@code e} planes a weight is the odd
     * number {@code sum over k = 1..e of 2^(e-k) s_k}.
     */
    PLANES
}
