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

    private static final int WEIGHT_ALIGNMENT = 8;

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

    /** Where a section begins at the earliest that follows what ends at a position. */
    static long aligned(long position) {
        return (position + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** Where the weights of a layer begin that follow what ends at a distance from the section's start. */
    static long alignedWeights(long distance) {
        return (distance + WEIGHT_ALIGNMENT - 1) / WEIGHT_ALIGNMENT * WEIGHT_ALIGNMENT;
    }
}
