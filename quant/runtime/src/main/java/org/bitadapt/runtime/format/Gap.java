package org.bitadapt.runtime.format;

import java.nio.ByteBuffer;

/**
 * Bytes that only align what follows.
 *
 * @param from the first byte
 * @param to the end, exclusive
 */
record Gap(int from, int to) {
    /** Refuses a file unless the bytes are zero, so that a file has one form. */
    void requireZero(ByteBuffer file) {
        for (int at = from; at < to; at++) {
            if (file.get(at) != 0) {
                throw new InvalidModelException(
                        "Invalid alignment byte: " + file.get(at) + " at byte " + at + " (must be 0)");
            }
        }
    }
}
