package org.bitadapt.runtime.image;

import java.util.Objects;

/**
 * A part of a file whose numbers are big-endian. Reading outside of the part throws an {@link
 * IndexOutOfBoundsException}.
 *
 * @param file the bytes of the whole file, shared
 * @param start index of the part's first byte
 * @param length bytes of the part
 */
@SuppressWarnings("ArrayRecordComponent") // a view, never compared
record Bytes(byte[] file, int start, int length) {

    Bytes {
        Objects.checkFromIndexSize(start, length, file.length);
    }

    static Bytes of(byte[] file) {
        return new Bytes(file, 0, file.length);
    }

    Bytes part(int from, int count) {
        Objects.checkFromIndexSize(from, count, length);
        return new Bytes(file, start + from, count);
    }

    int at(int position) {
        return file[start + Objects.checkIndex(position, length)] & 0xff;
    }

    int pair(int position) {
        return (at(position) << 8) | at(position + 1);
    }

    int number(int position) {
        return (pair(position) << 16) | pair(position + 2);
    }

    /** Whether the part begins with the letters, each a byte. */
    boolean startsWith(String letters) {
        for (int i = 0; i < letters.length(); i++) {
            if (i >= length || at(i) != letters.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
