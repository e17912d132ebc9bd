package org.bitadapt.runtime.vector.memory;

/**
 * The working arrays of one thread for convolutions over planes, and the tile and the outputs at hand.
 *
 * <p>A kernel says by {@link #takeOutputs} and {@link #takeTile} which sums its stages work on. Vectors begin at multiples
 * of a tile from {@link Arena#SHORTS_AT} or {@link Arena#INTS_AT}.
 */
public final class TileMemory {
    /** Where a row of zeros is in {@link #shorts}. */
    public static final int ZERO_SHORTS = Arena.SHORTS_AT;
    /** Where the tables of sums begin in {@link #shorts}. */
    public static final int TABLES = ZERO_SHORTS + Lanes.TILE;
    /** Where a row of zeros is in {@link #ints}. */
    public static final int ZERO_INTS = Arena.INTS_AT;

    private static final int TOTALS = ZERO_INTS + Lanes.TILE;

    /** The working array of shorts, which all steps share: zeros, tables, and the 16-bit sums of the tiles in work. */
    public final short[] shorts;
    /** The working array of ints, which all steps share: zeros, then totals and 32-bit sums of each tile in work. */
    public final int[] ints;
    /** The window of a tile: [weight][even, odd]. */
    public final float[] floats;
    /** Floats of a tile: [output][even, odd]. */
    public final float[] values;
    /** Columns of a tile's window: [weight][pixel]. */
    public final short[] columns;
    /** Offsets into the tables, four to a long. */
    public final long[] codes;

    /** Where the 16-bit sums of the first tile begin. */
    private final int firstSums;
    /** For each tile in work, whether its 32-bit sums have begun. */
    private final boolean[] spilled;

    private int firstOutput;
    private int endOutput;
    /** The number, among the tiles in work, of the tile at hand. */
    private int number;

    private int sums;
    private int totals;
    private int accumulators;
    private boolean exceeds;

    /** Allocates what steps asked for, and takes the first parts of the shared arrays. */
    TileMemory(ScratchSizes sizes, short[] shorts, int[] ints) {
        this.shorts = shorts;
        this.ints = ints;
        firstSums = firstSums(sizes);
        floats = new float[sizes.windowFloats];
        values = new float[sizes.outputChannels * Lanes.TILE];
        columns = new short[sizes.columns];
        codes = new long[sizes.codes];
        spilled = new boolean[sizes.liveTiles];
    }

    /** The end of what tiles take of the shared array of shorts. */
    static int endOfShorts(ScratchSizes sizes) {
        return firstSums(sizes) + sizes.sums;
    }

    /**
     * Where sums begin, a tile behind the tables: full tables have a multiple of 4096 bytes, and loads that follow stores
     * to addresses 4096 bytes apart wait for these.
     */
    private static int firstSums(ScratchSizes sizes) {
        return TABLES + sizes.tables + Lanes.TILE;
    }

    /** The end of what tiles take of the shared array of ints. */
    static int endOfInts(ScratchSizes sizes) {
        return TOTALS + sizes.sums + sizes.liveTiles * Lanes.TILE;
    }

    /** Sets the outputs that stages work on to {@code first..end - 1}, and makes the first tile the tile at hand. */
    public void takeOutputs(int first, int end) {
        takeTile(0, end);
        firstOutput = first;
        endOutput = end;
    }

    /**
     * Makes one of the tiles in work the tile at hand.
     *
     * @param tile the number among the tiles in work
     * @param outputs the number of outputs of which each tile has sums
     */
    public void takeTile(int tile, int outputs) {
        number = tile;
        int length = Lanes.roundUp(outputs, Lanes.OCTET) * Lanes.TILE;
        sums = firstSums + tile * length;
        totals = TOTALS + tile * (Lanes.TILE + length);
        accumulators = totals + Lanes.TILE;
    }

    /** The first output that stages work on, a multiple of an octet. */
    public int firstOutput() {
        return firstOutput;
    }

    /** The end, exclusive, of the outputs that stages work on. */
    public int endOutput() {
        return endOutput;
    }

    /** Where the 16-bit sums [output][pixel] of the tile at hand begin in {@link #shorts}. */
    public int sums() {
        return sums;
    }

    /** Where the sum of all inputs of each pixel of the tile at hand, [even, odd], is in {@link #ints}. */
    public int totals() {
        return totals;
    }

    /** Where the 32-bit sums [output][even, odd] of the tile at hand begin in {@link #ints}. */
    public int accumulators() {
        return accumulators;
    }

    /** Whether the 32-bit sums of the tile at hand have begun. */
    public boolean spilled() {
        return spilled[number];
    }

    /** Notes whether the 32-bit sums of the tile at hand have begun. */
    public void spilled(boolean are) {
        spilled[number] = are;
    }

    /** Whether 16-bit sums of the block that was totalled last could overflow. */
    public boolean exceeds() {
        return exceeds;
    }

    /** Passes on, from the totals of a block to its sums, whether 16-bit sums could overflow. */
    public void exceeds(boolean does) {
        exceeds = does;
    }
}
