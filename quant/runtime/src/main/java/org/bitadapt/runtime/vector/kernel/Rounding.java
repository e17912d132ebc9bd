package org.bitadapt.runtime.vector.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * Codes of floats, by vectors of any length.
 *
 * <p>Clamping works on the bits: a negative float is a negative int, and non-negative floats compare as their bits do.
 * Adding 2^23 to a number in 0..255 rounds half to even and leaves the integer in the lowest byte of the bits.
 */
public final class Rounding {
    private static final float TO_INTEGER = 0x1p23f;
    private static final int BITS_OF_255 = Float.floatToRawIntBits(255);

    private Rounding() {}

    /** Returns the codes of floats, clamped to 0..255 and rounded half to even. */
    public static IntVector codes(FloatVector y) {
        return y.reinterpretAsInts()
                .max(0)
                .min(BITS_OF_255)
                .reinterpretAsFloats()
                .add(TO_INTEGER)
                .reinterpretAsInts()
                .and(0xFF);
    }
}
