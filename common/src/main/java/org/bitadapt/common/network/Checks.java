package org.bitadapt.common.network;

/** The argument checks that layers share. */
final class Checks {

    private Checks() {}

    static void atLeast(String what, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException("Invalid " + what + ": " + value + " (must be at least " + least + ")");
        }
    }

    static void fraction(String what, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException("Invalid " + what + ": " + value + " (must be 0 or more and below 1)");
        }
    }

    static void window(int kernel, int stride, int padding) {
        atLeast("kernel", kernel, 1);
        atLeast("stride", stride, 1);
        if (padding < 0 || padding >= kernel) {
            throw new IllegalArgumentException(
                    "Invalid padding: " + padding + " (must be 0 to " + (kernel - 1) + " for kernel " + kernel + ")");
        }
    }

    static void present(String what, Object value) {
        if (value == null) {
            throw new IllegalArgumentException("Missing " + what);
        }
    }
}
