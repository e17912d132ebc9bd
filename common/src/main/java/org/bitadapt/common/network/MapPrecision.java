package org.bitadapt.common.network;

/** How the feature map behind an activation is represented. */
public enum MapPrecision {
    /** 32-bit floating point. */
    FLOAT32(32),
    /** Unsigned 8-bit codes 0..255 with one scale per layer. */
    UINT8(8);

    private final int bits;

    MapPrecision(int bits) {
        this.bits = bits;
    }

    /** Bits for one value. */
    public int bits() {
        return bits;
    }
}
