package org.bitadapt.runtime.vector;

/** The working arrays of one thread; vectors begin at multiples of a tile from {@link #SHORTS} or {@link #INTS}. */
final class Scratch {
    /** Where the tables of sums begin in {@link #shorts}; see {@link SignTable}. */
    static final int TABLE = Arena.SHORTS_AT;
    /** A row of zeros in {@link #shorts}. */
    static final int ZERO_SHORTS = TABLE + SignTable.BLOCK * SignTable.ROWS * Lanes.TILE;

    private static final int SUMS = ZERO_SHORTS + Lanes.TILE;

    /** A row of zeros in {@link #ints}. */
    static final int ZERO_INTS = Arena.INTS_AT;

    private static final int TOTALS = ZERO_INTS + Lanes.TILE;
    /** 32-bit sums in {@link #ints} of a layer with one tile in work: [output][even, odd], or [output] of one pixel. */
    static final int ACCUMULATORS = TOTALS + Lanes.TILE;

    final short[] shorts;
    final int[] ints;
    /** The window of a tile: [weight][even, odd]. */
    final float[] floats;
    /** Floats of a tile: [output][even, odd]. */
    final float[] values;
    /** Columns of a tile's window: [weight][pixel]. */
    final short[] columns;
    /** Offsets into the table, four to a long. */
    final long[] codes;
    /** The window of one pixel. */
    final int[] window;
    /** Sums of subsets of bytes of weights, for one pixel. */
    final int[] byteTables;
    /** The window of one pixel taken apart, for each output that is counted together: [bit][word]. */
    final int[][] bitPlanes;
    /** Counts of outputs: [two planes each][word]. */
    final int[][] bitCounts;
    /** The weights of the outputs that are counted together. */
    final int[] bitRows;
    /** The largest codes of the columns of a row of windows. */
    final short[] poolRow;

    /** What lookups by permutations work in. */
    final LookupMemory lookups;
    /** Which part of each step the thread does. */
    Share share = Share.WHOLE;
    /** The outputs of the step at hand that the thread works on: from the first, a multiple of an octet. */
    int firstOutput;
    /** To before this one. */
    int endOutput;

    /** The first tile that the thread works on. */
    int firstTile;
    /** Whether the 16-bit sums of the tile at hand could overflow, so that parts of them go to the 32-bit ones. */
    boolean exceeds;

    /** Where the 16-bit sums [output][pixel] of the tile at hand begin in {@link #shorts}. */
    int sums;
    /** Where the sum of all inputs of each of its pixels, [even, odd], is in {@link #ints}. */
    int totals;
    /** Where its 32-bit sums [output][even, odd] begin in {@link #ints}. */
    int accumulators;

    /** Of each tile in work, whether sums of it are in the 32-bit ones. */
    private final boolean[] spilled;
    /** Which of them is at hand. */
    private int number;

    /** Whether sums of the tile at hand are in the 32-bit ones. */
    boolean spilled() {
        return spilled[number];
    }

    void spilled(boolean are) {
        spilled[number] = are;
    }

    /** Takes one of the tiles that are in work at a time. */
    void takeTile(int number, int outputs) {
        this.number = number;
        int length = Lanes.roundUp(outputs, SignTable.OCTET) * Lanes.TILE;
        sums = SUMS + number * length;
        totals = TOTALS + number * (Lanes.TILE + length);
        accumulators = totals + Lanes.TILE;
    }

    /** Sets the outputs to some of a layer's. */
    void takeOutputs(int first, int end) {
        takeTile(0, end);
        firstOutput = first;
        endOutput = end;
    }

    /** Sets the outputs to all of a layer's. */
    void allOutputs(int outputs) {
        takeOutputs(0, outputs);
    }

    /** Sets the outputs to the thread's share of a layer's, in octets. */
    void shareOutputs(int outputs) {
        int octets = Lanes.roundUp(outputs, SignTable.OCTET) / SignTable.OCTET;
        takeOutputs(share.from(octets) * SignTable.OCTET, Math.min(outputs, share.to(octets) * SignTable.OCTET));
    }

    Scratch(ScratchSizes sizes) {
        int ownShorts = SUMS + sizes.sums;
        int ownInts = TOTALS + sizes.sums + sizes.liveTiles * Lanes.TILE;
        shorts = Arena.shorts(ownShorts + LookupMemory.length(sizes.lookups));
        ints = Arena.ints(ownInts + LookupMemory.length(sizes.lookups));
        lookups = new LookupMemory(sizes.lookups, shorts, ownShorts, ints, ownInts);
        floats = new float[sizes.windowFloats];
        values = new float[sizes.outputChannels * Lanes.TILE];
        columns = new short[sizes.columns];
        codes = new long[sizes.codes];
        window = new int[Lanes.roundUp(sizes.window, TableLinear.WORD)];
        byteTables = new int[TableLinear.TABLES * TableLinear.ENTRIES];
        int bitLength = Arena.alike(sizes.bitWords);
        bitPlanes = new int[Byte.SIZE][bitLength];
        bitRows = new int[bitLength];
        bitCounts = new int[Byte.SIZE / 2][bitLength];
        spilled = new boolean[sizes.liveTiles];
        poolRow = new short[sizes.poolRow];
    }
}
