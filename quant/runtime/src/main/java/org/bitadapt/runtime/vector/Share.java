package org.bitadapt.runtime.vector;

/**
 * The part of a step's work that one of several threads does: of {@code total} equal pieces the pieces from {@code
 * total * part / parts} to before {@code total * (part + 1) / parts}.
 *
 * @param part the number of the part, from 0
 * @param parts the number of parts, one per thread
 */
record Share(int part, int parts) {
    /** All the work. */
    static final Share WHOLE = new Share(0, 1);

    int from(int total) {
        return (int) ((long) total * part / parts);
    }

    int to(int total) {
        return (int) ((long) total * (part + 1) / parts);
    }
}
