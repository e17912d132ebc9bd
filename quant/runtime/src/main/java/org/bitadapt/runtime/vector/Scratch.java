package org.bitadapt.runtime.vector;

/** The working arrays of one thread. */
final class Scratch {
    /** Rows of sums; see {@link SignTable}. Row 0 begins at {@link #TABLE_AT}. */
    final short[] table;
    /** Columns of a tile's window: [weight][pixel]. */
    final short[] columns;
    /** Offsets into the table. */
    final short[] codes;
    /** 16-bit sums of one block of groups: [output][pixel]. */
    final short[] sums;
    /** 32-bit sums of one tile: [output][even pixels, odd pixels]; or of one pixel: [output]. */
    final int[] accumulators;
    /** {@link #columns} as floats: [weight][even pixels, odd pixels]. */
    final float[] windowFloats;
    /** The window of one pixel. */
    final int[] windowInts;
    /** Sums of subsets of bytes of weights, for one pixel. */
    final int[] byteTables;

    /**
     * Shorts from an array's start to the next cache line when the array itself starts a heap region, as G1 places
     * those of at least half a region: 64 bytes less a header of 16. Elsewhere rows may straddle lines, which costs
     * speed only.
     */
    static final int TABLE_AT = 24;

    private static final int MIN_TABLE_BYTES = 1 << 19;
    private static final int MAX_TABLE_BYTES = 1 << 24;

    Scratch(ScratchSizes sizes) {
        table = new short[tableLength()];
        columns = new short[sizes.columns];
        codes = new short[sizes.codes];
        sums = new short[sizes.outputChannels * Lanes.TILE];
        accumulators = new int[sizes.outputChannels * Lanes.TILE];
        windowFloats = new float[sizes.windowFloats];
        windowInts = new int[Lanes.roundUp(sizes.windowInts, BinaryLinear.WORD)];
        byteTables = new int[BinaryLinear.TABLES * BinaryLinear.ENTRIES];
    }

    /** At least half of the largest region that G1 picks for this heap: a 2048th of it, 1..32 MiB. */
    private static int tableLength() {
        long halfRegion = Runtime.getRuntime().maxMemory() / 4096;
        int bytes = (int) Math.max(MIN_TABLE_BYTES, Math.min(MAX_TABLE_BYTES, halfRegion));
        return TABLE_AT + bytes / Short.BYTES;
    }
}
