package org.bitadapt.runtime.vector;

/** The working arrays of one thread for lookups, {@link ChannelsLastLookupConvolution} and {@link LookupLinear}. */
final class LookupMemory {
    /** The lookups of a call in {@link #bytes}, [step][block]. */
    static final int INDEXES = Arena.BYTES_AT;
    /** Sums of a tile. */
    static final int TILE_SUMS = LookupGeometry.TILE * LookupGeometry.OUTPUTS;

    /** What sums of floats begin with. */
    static final float[] ZERO_FLOATS = new float[Wide.HALF];

    /** From {@link #INDEXES}, {@link #pairs} and {@link #tables} on; empty where nothing is looked up. */
    final byte[] bytes;
    /** Where the codes of three groups and the sums of their pairs begin in {@link #bytes}: [column][codes, sums]. */
    final int pairs;
    /** Where the ring of tables begins in {@link #bytes}. */
    final int tables;

    /** Shared with the other steps. */
    final short[] shorts;
    /** Where {@link LookupGeometry#OUTPUTS} zeros are in {@link #shorts}. */
    final int zeroShorts;
    /** Where the sums of the tiles of a strip begin in {@link #shorts}: [tile][pixel][output]. */
    final int narrow;
    /** Shared with the other steps. */
    final int[] ints;
    /** Where a block of zeros is in {@link #ints}. */
    final int zeroInts;
    /** Where 32-bit sums begin in {@link #ints}: [tile][pixel][block][even outputs, odd outputs]. */
    final int wide;
    /** Floats of 32 channels of a tile, [pixel][even, odd]. */
    final float[] values;
    /** Exact sums as floats: [pixel][block][even outputs, odd outputs]. */
    final float[] sums;
    /** Where the pixels of a tile read the first chunk: [tile][row of the kernel][pixel]. */
    final int[] sources;
    /** [column]: the sum of a pixel's inputs in a chunk. */
    final int[] totals;
    /** [row of the ring][output column]: the sum of a window's row. */
    final int[] windows;
    /** [row of the ring][chunk]: the largest sum of a window's row in a chunk. */
    final int[] largest;
    /** [tile][pixel]: the sum of a whole window. */
    final int[] tileTotals;
    /** [call]: whether 16-bit sums go to the 32-bit ones first. */
    final boolean[] spills;
    /** [tile]: whether there are 32-bit sums. */
    final boolean[] spilled;

    /** The first pixel of the tile at hand. */
    int pixel;
    /** Pixels of the tile at hand. */
    int pixels;

    /** Elements that are taken of each of the shared arrays. */
    static int length(ScratchSizes.Lookups sizes) {
        return sizes.tiles == 0 ? 0 : LookupGeometry.OUTPUTS + sizes.tiles * TILE_SUMS;
    }

    /** Begins in the arrays at indexes that are on lines. */
    LookupMemory(ScratchSizes.Lookups sizes, short[] shorts, int firstShort, int[] ints, int firstInt) {
        pairs = INDEXES + sizes.indexBytes;
        tables = pairs + sizes.columns * 2 * Wide.VECTOR;
        bytes = sizes.tiles == 0 ? new byte[0] : Arena.bytes(Math.addExact(tables, sizes.ringBytes));
        this.shorts = shorts;
        zeroShorts = firstShort;
        narrow = firstShort + LookupGeometry.OUTPUTS;
        this.ints = ints;
        zeroInts = firstInt;
        wide = firstInt + Wide.BLOCK;
        values = new float[LookupGeometry.TILE * Wide.BLOCK];
        sums = new float[TILE_SUMS];
        sources = new int[sizes.sources];
        totals = new int[sizes.columns];
        windows = new int[sizes.windows];
        largest = new int[sizes.ringChunks];
        tileTotals = new int[sizes.tiles * LookupGeometry.TILE];
        spills = new boolean[sizes.calls];
        spilled = new boolean[sizes.tiles];
    }
}
