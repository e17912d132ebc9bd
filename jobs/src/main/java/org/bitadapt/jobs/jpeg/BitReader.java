package org.bitadapt.jobs.jpeg;

/** Bits of bytes, the highest one of a byte first. */
final class BitReader {

    /** How many bits of a window are the next ones, at least. */
    static final int WINDOW = Long.SIZE - Byte.SIZE + 1;

    private final byte[] bytes;
    private long position;

    /**
     * Starts with the first byte.
     *
     * @param bytes with eight behind the last one that is skipped
     */
    BitReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The next {@value #WINDOW} bits, from the highest one down; they stay. */
    long window() {
        return ByteLanes.load(bytes, (int) (position >>> 3)) << (position & 7);
    }

    /** Goes on by some bits. */
    void skip(int count) {
        position += count;
    }

    /** Bits from the start up to the next one. */
    long position() {
        return position;
    }

    /** The first 1..32 bits of a window. */
    static int first(long window, int count) {
        return (int) (window >>> (Long.SIZE - count));
    }
}
