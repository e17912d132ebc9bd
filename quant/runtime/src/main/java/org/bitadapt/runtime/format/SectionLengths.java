package org.bitadapt.runtime.format;

/**
 * The bytes of each section, without the zero bytes that align the next one.
 *
 * @param metadata bytes of names, classes and properties
 * @param operations bytes of the table of operations
 * @param parameters bytes of multipliers and offsets
 * @param weights bytes of packed weights
 */
public record SectionLengths(int metadata, int operations, int parameters, int weights) {
    /** Sections begin at multiples of this number of bytes. */
    static final int ALIGNMENT = 64;

    int metadataAt() {
        return Header.BYTES;
    }

    int operationsAt() {
        return Math.toIntExact(aligned((long) metadataAt() + metadata));
    }

    int parametersAt() {
        return Math.toIntExact(aligned((long) operationsAt() + operations));
    }

    int weightsAt() {
        return Math.toIntExact(aligned((long) parametersAt() + parameters));
    }

    /** The whole file's length in bytes, which may exceed what an int holds when the lengths are nonsense. */
    long total() {
        return aligned(aligned(aligned((long) Header.BYTES + metadata) + operations) + parameters) + weights;
    }

    private static long aligned(long position) {
        return (position + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
