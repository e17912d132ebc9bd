package org.bitadapt.runtime.vector.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * Codes of floats, by vectors of any length.
 *
 * <p>Clamping works on the bits: a negative float is a negative int, and non-negative floats compare as their bits do.
 * Adding 2^23 to a number in 0..255 rounds half to even and leaves the integer in the lowest byte of the bits. Codes of
 * fewer bits are clamped lower.
 */
public final class Rounding {
    private static final float TO_INTEGER = 0x1p23f;

    private Rounding() {}

    /** The clamp of a layer's codes: the bits of its largest code, 255 or less, as a float. */
    public static int clamp(Layer layer) {
        return Float.floatToRawIntBits(layer.convolution().largestCode());
    }

    /** Returns the codes of floats, clamped to 0 and to what {@link #clamp} gives, and rounded half to even. */
    public static IntVector codes(FloatVector y, int clamp) {
        return y.reinterpretAsInts()
                .max(0)
                .min(clamp)
                .reinterpretAsFloats()
                .add(TO_INTEGER)
                .reinterpretAsInts()
                .and(0xFF);
    }
}
