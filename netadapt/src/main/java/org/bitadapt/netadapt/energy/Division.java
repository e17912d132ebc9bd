package org.bitadapt.netadapt.energy;

/** Division that counts a last part which is not full. */
final class Division {

    private Division() {}

    /** The parts of at most {@code size} that {@code count} makes. */
    static int ceil(int count, int size) {
        return (count + size - 1) / size;
    }
}
