package org.bitadapt.runtime.vector.memory;

/** The working arrays of one thread for lookups, {@code ChannelsLastLookupConvolution} and {@code LookupLinear}. */
public final class LookupMemory {
    /** The lookups of a call in {@link #bytes}, [step][block]. */
    public static final int INDEXES = Arena.BYTES_AT;
    /** The number of sums of a tile. */
    public static final int TILE_SUMS = Wide.TILE * Wide.OUTPUTS;

    /** Zeros with which sums of floats begin. */
    public static final float[] ZERO_FLOATS = new float[Wide.HALF];

    /**
     * Codes from {@link #INDEXES} and tables from {@link #tables} on; empty without lookups.
     */
    public final byte[] bytes;
    /** Where the ring of tables begins in {@link #bytes}. */
    public final int tables;

    /** The working array of shorts, which all steps share. */
    public final short[] shorts;
    /** Where {@link Wide#OUTPUTS} zeros are in {@link #shorts}. */
    public final int zeroShorts;
    /** Where the sums of the tiles of a strip begin in {@link #shorts}: [tile][pixel][output]. */
    public final int narrow;
    /** The working array of ints, which all steps share. */
    public final int[] ints;
    /** Where a block of zeros is in {@link #ints}. */
    public final int zeroInts;
    /** Where 32-bit sums begin in {@link #ints}: [tile][pixel][block][even outputs, odd outputs]. */
    public final int wide;
    /** The sums of the sign planes so far, in the order of the 32-bit sums. */
    public final int[] planeSums;
    /** Floats of 32 channels of a tile, [pixel][even, odd]. */
    public final float[] values;
    /** The exact sums of a tile as floats: [pixel][block][even outputs, odd outputs]. */
    public final float[] sums;
    /** Where the pixels of a tile read the first chunk: [tile][row of the kernel][pixel]. */
    public final int[] sources;
    /** The sum of the inputs of a chunk in the columns before: [column]. */
    public final int[] sumsTo;
    /** The sum of a window's row: [row of the ring][output column]. */
    public final int[] windows;
    /** The largest sum of a window's row in a chunk: [row of the ring][chunk]. */
    public final int[] largest;
    /** The sum of a whole window: [tile][pixel]. */
    public final int[] tileTotals;
    /** Whether a call first adds the 16-bit sums to the 32-bit ones: [call]. */
    public final boolean[] spills;
    /** Whether a tile has 32-bit sums: [tile]. */
    public final boolean[] spilled;

    /** The first pixel of the strip at hand. */
    private int firstPixel;
    /** The number of pixels of the strip at hand. */
    private int stripPixels;

    /** Makes {@code count} pixels from {@code first} on the strip at hand, which tiles are parts of. */
    public void takeStrip(int first, int count) {
        firstPixel = first;
        stripPixels = count;
    }

    /** The first pixel of a tile of the strip at hand. */
    public int pixel(int tile) {
        return firstPixel + tile * Wide.TILE;
    }

    /** The number of pixels of a tile of the strip at hand. */
    public int pixels(int tile) {
        return Math.min(Wide.TILE, stripPixels - tile * Wide.TILE);
    }

    /** The number of elements that lookups take of each of the shared arrays. */
    static int length(LookupSizes sizes) {
        return sizes.tiles == 0 ? 0 : Wide.OUTPUTS + sizes.tiles * TILE_SUMS;
    }

    /** Takes parts of the shared arrays from the given indexes on, which begin cache lines. */
    LookupMemory(LookupSizes sizes, short[] shorts, int firstShort, int[] ints, int firstInt) {
        tables = INDEXES + sizes.codeBytes;
        bytes = sizes.tiles == 0 ? new byte[0] : Arena.bytes(Math.addExact(tables, sizes.tableBytes));
        this.shorts = shorts;
        zeroShorts = firstShort;
        narrow = firstShort + Wide.OUTPUTS;
        this.ints = ints;
        zeroInts = firstInt;
        wide = firstInt + Wide.BLOCK;
        planeSums = new int[sizes.planeSums];
        values = new float[Wide.TILE * Wide.BLOCK];
        sums = new float[TILE_SUMS];
        sources = new int[sizes.sources];
        sumsTo = new int[sizes.columns];
        windows = new int[sizes.windows];
        largest = new int[sizes.sums];
        tileTotals = new int[sizes.tiles * Wide.TILE];
        spills = new boolean[sizes.calls];
        spilled = new boolean[sizes.tiles];
    }
}
