package org.bitadapt.jobs.jpeg;

/** Reads the bits of bytes, the highest bit of a byte first. */
final class BitReader {

    /** The number of bits of a window that are certain to be the next bits. */
    static final int WINDOW = Long.SIZE - Byte.SIZE + 1;

    private final byte[] bytes;
    private long position;

    /**
     * Starts with the first byte.
     *
     * @param bytes the bytes, with eight more behind the last byte that is skipped
     */
    BitReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The next {@value #WINDOW} bits, from the highest bit of the result down; the reader does not move. */
    long window() {
        return ByteLanes.load(bytes, (int) (position >>> 3)) << (position & 7);
    }

    /** Moves on by {@code count} bits. */
    void skip(int count) {
        position += count;
    }

    /** The number of bits from the start up to the next bit. */
    long position() {
        return position;
    }

    /** The first {@code count} bits of a window, 1..32. */
    static int first(long window, int count) {
        return (int) (window >>> (Long.SIZE - count));
    }
}
