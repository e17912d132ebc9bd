package org.bitadapt.runtime.format;

/**
 * The bytes of each section, without the zero bytes that align the next one.
 *
 * @param metadata names, classes, properties
 * @param operations the table of operations
 * @param parameters multipliers and offsets
 * @param weights packed weights
 */
public record SectionLengths(int metadata, int operations, int parameters, int weights) {
    /** Sections begin at multiples of this. */
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

    /** The whole file's length; may exceed what an int holds when the lengths are nonsense. */
    long total() {
        return aligned(aligned(aligned((long) Header.BYTES + metadata) + operations) + parameters) + weights;
    }

    private static long aligned(long position) {
        return (position + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
