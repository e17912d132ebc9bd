package org.bitadapt.common.network;

/**
 * How the weights of a convolution or linear layer are stored in the delivered model.
 *
 * <p>A weight of {@code p} planes is {@code scale * sum over k = 1..p of 2^(p - k) s_k}, with {@code s_k} of +1 or -1: an
 * odd whole number from {@code -(2^p - 1)} to {@code 2^p - 1} times one scale per output channel. Its first planes are the
 * narrower weight, and {@link #BINARY} is the first plane alone.
 */
public enum WeightPrecision {
    /** 32-bit floating point. */
    FLOAT32(32, 0),
    /** Signed 8-bit codes -127..127 with one scale per output channel. */
    INT8(8, 0),
    /** 1-bit signs, +1 or -1, times one scale per output channel: the mean of |w|. */
    BINARY(1, 1),
    /** Two planes: -3, -1, 1 or 3. */
    PLANES2(2, 2),
    /** Three planes: odd numbers from -7 to 7. */
    PLANES3(3, 3),
    /** Four planes: odd numbers from -15 to 15. */
    PLANES4(4, 4),
    /** Five planes: odd numbers from -31 to 31. */
    PLANES5(5, 5),
    /** Six planes: odd numbers from -63 to 63. */
    PLANES6(6, 6),
    /** Seven planes: odd numbers from -127 to 127. */
    PLANES7(7, 7);

    /** The most planes of a weight; an eighth would not fit a signed byte. */
    public static final int MOST_PLANES = 7;

    private final int bits;
    private final int planes;

    WeightPrecision(int bits, int planes) {
        this.bits = bits;
        this.planes = planes;
    }

    /**
     * The precision of a number of planes.
     *
     * @param planes 1 to {@link #MOST_PLANES}
     */
    public static WeightPrecision ofPlanes(int planes) {
        for (WeightPrecision precision : values()) {
            if (planes > 0 && precision.planes == planes) {
                return precision;
            }
        }
        throw new IllegalArgumentException(
                "Invalid bits of weights: " + planes + " (must be 1 to " + MOST_PLANES + ")");
    }

    /** Bits for one weight. */
    public int bits() {
        return bits;
    }

    /** The number of planes; 0 for floating point and 8-bit codes. */
    public int planes() {
        return planes;
    }

    /** Whether weights are planes of signs, the first of them with hysteresis. */
    public boolean hasPlanes() {
        return planes > 0;
    }

    /**
     * The largest magnitude of a weight's code.
     *
     * @throws IllegalStateException for floating point, which has no codes
     */
    public int largestCode() {
        return switch (this) {
            case FLOAT32 -> throw new IllegalStateException("Floating-point weights have no codes");
            case INT8 -> Byte.MAX_VALUE;
            default -> (1 << planes) - 1;
        };
    }

    /** This precision with no more than the given number of planes; precisions without planes stay as they are. */
    public WeightPrecision narrowed(int most) {
        return planes > most ? ofPlanes(most) : this;
    }
}
