package org.bitadapt.common.network;

/** How the weights of a convolution or linear layer are stored in the delivered model. */
public enum WeightPrecision {
    /** 32-bit floating point. */
    FLOAT32(32),
    /** Signed 8-bit codes -127..127 with one scale per output channel. */
    INT8(8),
    /** 1-bit signs, +1 or -1, times one scale per output channel: the mean of |w|. */
    BINARY(1);

    private final int bits;

    WeightPrecision(int bits) {
        this.bits = bits;
    }

    /** Bits for one weight. */
    public int bits() {
        return bits;
    }
}
