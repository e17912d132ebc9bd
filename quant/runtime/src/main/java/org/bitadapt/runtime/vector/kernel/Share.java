package org.bitadapt.runtime.vector.kernel;

import org.bitadapt.runtime.vector.memory.Lanes;

/**
 * The part of a step's work that one of several threads does: of {@code total} equal pieces the pieces from {@code
 * total * part / parts} to before {@code total * (part + 1) / parts}.
 *
 * @param part the number of the part, from 0
 * @param parts the number of parts, one per thread
 */
public record Share(int part, int parts) {
    /** All the work. */
    public static final Share WHOLE = new Share(0, 1);

    /** The first piece of the part. */
    public int from(int total) {
        return (int) ((long) total * part / parts);
    }

    /** The end, exclusive, of the pieces of the part. */
    public int to(int total) {
        return (int) ((long) total * (part + 1) / parts);
    }

    /** The first output of the part, where outputs are divided by whole octets. */
    public int firstOutput(int outputs) {
        return from(octets(outputs)) * Lanes.OCTET;
    }

    /** The end, exclusive, of the outputs of the part, where outputs are divided by whole octets. */
    public int endOutput(int outputs) {
        return Math.min(outputs, to(octets(outputs)) * Lanes.OCTET);
    }

    private static int octets(int outputs) {
        return (outputs + Lanes.OCTET - 1) / Lanes.OCTET;
    }
}
