package org.bitadapt.runtime.vector.memory;

/**
 * Arrays whose vectors keep within cache lines where the collector allows it.
 *
 * <p>G1 places an array of more than half a heap region at the start of a region and never moves it, so the first
 * element that begins a line is known: 64 bytes less a header of 16. Under other collectors vectors may straddle lines,
 * which costs speed only.
 */
public final class Arena {
    private static final int LINE_BYTES = 64;
    private static final int HEADER_BYTES = 16;
    private static final int MIN_BYTES = 1 << 19;
    private static final int MAX_BYTES = 1 << 24;

    /** Index of the first byte on a line. */
    public static final int BYTES_AT = LINE_BYTES - HEADER_BYTES;
    /** Index of the first short on a line. */
    static final int SHORTS_AT = (LINE_BYTES - HEADER_BYTES) / Short.BYTES;
    /** Index of the first int on a line. */
    static final int INTS_AT = (LINE_BYTES - HEADER_BYTES) / Integer.BYTES;

    private Arena() {}

    static byte[] bytes(int length) {
        return new byte[BYTES_AT + Math.max(length, regionBytes())];
    }

    static short[] shorts(int length) {
        return new short[SHORTS_AT + Math.max(length, regionBytes() / Short.BYTES)];
    }

    static int[] ints(int length) {
        return new int[INTS_AT + Math.max(length, regionBytes() / Integer.BYTES)];
    }

    /**
     * The least length, {@code ints} or more, with which arrays that are allocated one after the other lie alike: a
     * loop that the compiler aligns to one array is then aligned to all.
     */
    static int alike(int ints) {
        return Lanes.roundUp(ints + HEADER_BYTES / Integer.BYTES, LINE_BYTES / Integer.BYTES)
                - HEADER_BYTES / Integer.BYTES;
    }

    /** Half of a region as G1 sizes them: the heap in 2048 parts, rounded up to a power of two, 1..32 MiB. */
    private static int regionBytes() {
        long part = Math.max(1, Runtime.getRuntime().maxMemory() / 2048);
        long region = Long.highestOneBit(2 * part - 1);
        return (int) Math.max(MIN_BYTES, Math.min(MAX_BYTES, region / 2));
    }
}
