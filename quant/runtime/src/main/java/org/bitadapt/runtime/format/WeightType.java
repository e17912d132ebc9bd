package org.bitadapt.runtime.format;

/** How a convolution's weights are stored. */
public enum WeightType {
    /** One bit a weight: 1 is +1, 0 is -1. */
    BINARY,
    /** A signed byte a weight, -127..127. */
    INT8
}
