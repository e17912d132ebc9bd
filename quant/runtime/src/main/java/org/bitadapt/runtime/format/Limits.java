package org.bitadapt.runtime.format;

/** The limits of the format, which bound what a reader must hold, whatever a file claims. */
public final class Limits {
    /** The most bytes of a file: 2^31 - 65. */
    public static final int MAX_FILE_BYTES = Integer.MAX_VALUE - 64;
    /** The most operations, and therefore slots, of a model. */
    public static final int MAX_OPERATIONS = 4096;
    /** The most rows or columns of a feature map. */
    public static final int MAX_SIZE = 4096;
    /** The most channels of a feature map, and classes. */
    public static final int MAX_CHANNELS = 65_535;
    /** The most channels of the input image. */
    public static final int MAX_INPUT_CHANNELS = 16;
    /** The most numbers of one feature map: 64 Mi. */
    public static final int MAX_ELEMENTS = 1 << 26;
    /** The most numbers of all feature maps that are alive at the same time: 128 Mi. */
    public static final int MAX_LIVE_ELEMENTS = 1 << 27;
    /** The most rows or columns of a kernel. */
    public static final int MAX_KERNEL = 255;
    /** The largest step of a window. */
    public static final int MAX_STRIDE = 255;
    /** The most UTF-8 bytes of a name, key or value. */
    public static final int MAX_STRING_BYTES = 4096;
    /** The most pairs of a key and a value of the metadata. */
    public static final int MAX_PROPERTIES = 256;
    /**
     * The largest magnitude of a multiplier, offset or residual scale: 2^64, so that no product or sum of them can
     * reach infinity.
     */
    public static final float MAX_MAGNITUDE = 0x1p64f;

    private Limits() {}

    static void require(String what, long value, long lowest, long highest) {
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException(
                    "Invalid " + what + ": " + value + " (must be " + lowest + ".." + highest + ")");
        }
    }

    static void requireMagnitude(String what, float value) {
        if (!isMagnitude(value)) {
            throw new IllegalArgumentException(
                    "Invalid " + what + ": " + value + " (must be finite and at most 2^64 in magnitude)");
        }
    }

    /** Checks all values, and makes a name only for a wrong value: models have a hundred thousand values. */
    static void requireMagnitudes(String what, float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!isMagnitude(values[i])) {
                requireMagnitude(what + " " + i, values[i]);
            }
        }
    }

    private static boolean isMagnitude(float value) {
        return Math.abs(value) <= MAX_MAGNITUDE; // false for NaN
    }
}
