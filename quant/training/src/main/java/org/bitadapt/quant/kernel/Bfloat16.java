package org.bitadapt.quant.kernel;

/**
 * The upper half of a float: 8 bits of precision, so that whole numbers up to 256 are exact and other values err by at
 * most {@code 2^-9} of themselves.
 */
public final class Bfloat16 {

    /** The number of bytes of one value. */
    public static final int BYTES = 2;

    private Bfloat16() {}

    /** The nearest value, ties to even; infinities and the usual NaN are kept. */
    public static short of(float value) {
        int bits = Float.floatToRawIntBits(value);
        return (short) ((bits + 0x7FFF + (bits >>> 16 & 1)) >>> 16);
    }

    /** The float of a bfloat16's value. */
    public static float toFloat(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }
}
