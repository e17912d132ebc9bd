package org.bitadapt.common.network;

/** How the feature map behind an activation is represented. */
public enum MapPrecision {
    /** 32-bit floating point. */
    FLOAT32(32),
    /** Unsigned 8-bit codes 0..255 with one scale per layer. */
    UINT8(8),
    /** Codes 0..127. */
    UINT7(7),
    /** Codes 0..63. */
    UINT6(6),
    /** Codes 0..31. */
    UINT5(5),
    /** Codes 0..15. */
    UINT4(4),
    /** Codes 0..7. */
    UINT3(3),
    /** Codes 0..3. */
    UINT2(2),
    /** Codes 0 and 1. */
    UINT1(1);

    /** The most bits of a code. */
    public static final int MOST_BITS = 8;

    private final int bits;

    MapPrecision(int bits) {
        this.bits = bits;
    }

    /**
     * The precision of codes of a number of bits.
     *
     * @param bits 1 to {@link #MOST_BITS}
     */
    public static MapPrecision ofBits(int bits) {
        for (MapPrecision precision : values()) {
            if (precision != FLOAT32 && precision.bits == bits) {
                return precision;
            }
        }
        throw new IllegalArgumentException("Invalid bits of maps: " + bits + " (must be 1 to " + MOST_BITS + ")");
    }

    /** Bits for one value. */
    public int bits() {
        return bits;
    }

    /** Whether values are codes and not floating point. */
    public boolean quantized() {
        return this != FLOAT32;
    }

    /**
     * The largest code, {@code 2^bits - 1}.
     *
     * @throws IllegalStateException for floating point, which has no codes
     */
    public int largestCode() {
        if (!quantized()) {
            throw new IllegalStateException("Floating-point maps have no codes");
        }
        return (1 << bits) - 1;
    }

    /** This precision with codes of no more than the given number of bits; floating point stays as it is. */
    public MapPrecision narrowed(int most) {
        return quantized() && bits > most ? ofBits(most) : this;
    }
}
