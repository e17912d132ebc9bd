package org.bitadapt.runtime.vector;

/**
 * The working arrays of one thread. Vectors begin at multiples of a tile from {@link Arena#SHORTS_AT} or {@link
 * Arena#INTS_AT}.
 */
final class Scratch {
    /** Where the tables of sums begin in {@link #shorts}; see {@link SignTable}. */
    static final int TABLE = Arena.SHORTS_AT;
    /** Where a row of zeros is in {@link #shorts}. */
    static final int ZERO_SHORTS = TABLE + SignTable.BLOCK * SignTable.ROWS * Lanes.TILE;

    private static final int SUMS = ZERO_SHORTS + Lanes.TILE;

    /** Where a row of zeros is in {@link #ints}. */
    static final int ZERO_INTS = Arena.INTS_AT;

    private static final int TOTALS = ZERO_INTS + Lanes.TILE;
    /**
     * Where the 32-bit sums of a layer with one tile in work begin in {@link #ints}: [output][even, odd], or [output]
     * of one pixel.
     */
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
    /** Tables of the signed sums of eight inputs by a byte of weights, for one pixel: [table][byte]. */
    final int[] byteTables;
    /** The window of one pixel taken apart, for each output that is counted together: [bit][word]. */
    final int[][] bitPlanes;
    /** Counts of outputs: [two planes each][word]. */
    final int[][] bitCounts;
    /** The weights of the outputs that are counted together. */
    final int[] bitRows;
    /** The largest codes of the columns of a row of windows. */
    final short[] poolRow;

    /** The memory in which lookups by permutations work. */
    final LookupMemory lookups;
    /** The first output of the step at hand that the thread works on, a multiple of an octet. */
    int firstOutput;
    /** The end, exclusive, of the outputs of the step at hand that the thread works on. */
    int endOutput;

    /** The first tile that the thread works on. */
    int firstTile;
    /** Whether 16-bit sums of the tile at hand could overflow, so that parts of them are added to the 32-bit sums. */
    boolean exceeds;

    /** Where the 16-bit sums [output][pixel] of the tile at hand begin in {@link #shorts}. */
    int sums;
    /** Where the sum of all inputs of each pixel of the tile at hand, [even, odd], is in {@link #ints}. */
    int totals;
    /** Where the 32-bit sums [output][even, odd] of the tile at hand begin in {@link #ints}. */
    int accumulators;

    /** For each tile in work, whether its 32-bit sums have begun. */
    private final boolean[] spilled;
    /** The number, among the tiles in work, of the tile at hand. */
    private int number;

    /** Whether the 32-bit sums of the tile at hand have begun. */
    boolean spilled() {
        return spilled[number];
    }

    void spilled(boolean are) {
        spilled[number] = are;
    }

    /** Makes one of the tiles in work the tile at hand. */
    void takeTile(int number, int outputs) {
        this.number = number;
        int length = Lanes.roundUp(outputs, SignTable.OCTET) * Lanes.TILE;
        sums = SUMS + number * length;
        totals = TOTALS + number * (Lanes.TILE + length);
        accumulators = totals + Lanes.TILE;
    }

    /** Sets the outputs that the thread works on to {@code first..end - 1}. */
    void takeOutputs(int first, int end) {
        takeTile(0, end);
        firstOutput = first;
        endOutput = end;
    }

    /** Sets the outputs that the thread works on to all outputs of a layer. */
    void allOutputs(int outputs) {
        takeOutputs(0, outputs);
    }

    /** Sets the outputs that the thread works on to a share of a layer's octets of outputs. */
    void shareOutputs(Share share, int outputs) {
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
