package org.bitadapt.netadapt.energy;

/** Checks the values of a {@link Hardware}; each throws {@link IllegalArgumentException} that names the key. */
final class Ranges {

    private Ranges() {}

    static void atLeastOne(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("Invalid " + key + ": " + value + " (must be at least 1)");
        }
    }

    static void positive(String key, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Invalid " + key + ": " + value + " (must be above 0)");
        }
    }

    /** For values that may be infinite. */
    static void aboveZero(String key, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException("Invalid " + key + ": " + value + " (must be above 0)");
        }
    }

    static void notNegative(String key, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Invalid " + key + ": " + value + " (must be 0 or more)");
        }
    }
}
