package org.bitadapt.jobs.jpeg;

import java.util.Arrays;

/** Writes bits as the entropy-coded data of JPEG files: a zero follows each byte of ones. */
final class BitWriter {

    private static final int ONES = 0xff;

    private byte[] bytes;
    private int size;
    /** The bits that do not fill a byte yet; {@code count} is their number. */
    private int pending;

    private int count;

    /**
     * Starts with whole bytes, which are written as they are.
     *
     * @param capacity the number of bytes that will probably be enough
     */
    BitWriter(byte[] start, int length, int capacity) {
        bytes = Arrays.copyOf(start, Math.max(length, capacity));
        size = length;
    }

    /** Appends the lowest 0..16 bits of a number. */
    void put(int bits, int number) {
        for (int bit = number - 1; bit >= 0; bit--) {
            pending = pending << 1 | (bits >>> bit & 1);
            count++;
            if (count == Byte.SIZE) {
                append(pending);
                pending = 0;
                count = 0;
            }
        }
    }

    /**
     * Appends bits of bytes.
     *
     * @param source the bytes, with at least nine more behind the last bit
     */
    void copy(byte[] source, long from, long to) {
        long position = from;
        while (position < to && count > 0) {
            put(bit(source, position), 1);
            position++;
        }
        for (; to - position >= Long.SIZE; position += Long.SIZE) {
            append(bits(source, position));
        }
        for (; position < to; position++) {
            put(bit(source, position), 1);
        }
    }

    private static int bit(byte[] source, long position) {
        return source[(int) (position >>> 3)] >> (Byte.SIZE - 1 - (position & 7)) & 1;
    }

    private static long bits(byte[] source, long position) {
        int index = (int) (position >>> 3);
        int shift = (int) (position & 7);
        return ByteLanes.load(source, index) << shift | (source[index + Long.BYTES] & ONES) >>> (Byte.SIZE - shift);
    }

    /** Appends eight bytes, where a byte begins. */
    private void append(long word) {
        if (ByteLanes.hasOnes(word)) {
            for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
                append((int) (word >>> shift) & ONES);
            }
        } else {
            ensure(Long.BYTES);
            ByteLanes.store(bytes, size, word);
            size += Long.BYTES;
        }
    }

    private void append(int value) {
        ensure(2);
        bytes[size++] = (byte) value;
        if (value == ONES) {
            bytes[size++] = 0;
        }
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length + more);
        }
    }

    /** Fills the last byte up with ones, appends a marker, and returns all bytes that were written. */
    byte[] end(int marker) {
        while (count > 0) {
            put(1, 1);
        }
        ensure(2);
        bytes[size++] = (byte) ONES;
        bytes[size++] = (byte) marker;
        return Arrays.copyOf(bytes, size);
    }
}
