package org.bitadapt.runtime.format;

/** How a convolution's weights are stored. */
public enum WeightType {
    /** Weights of one bit: 1 is +1, 0 is -1. */
    BINARY,
    /** Weights of a signed byte, -127..127. */
    INT8
}
