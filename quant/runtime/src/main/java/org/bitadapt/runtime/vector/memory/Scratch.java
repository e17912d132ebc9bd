package org.bitadapt.runtime.vector.memory;

/**
 * The working arrays of one thread. Tiles, pixels and lookups share two long arrays, in which tiles and pixels have the
 * first part, and lookups the last part.
 */
public final class Scratch {
    /** The memory of convolutions over planes. */
    public final TileMemory tiles;
    /** The memory of layers whose output is one pixel. */
    public final PixelMemory pixel;
    /** The memory in which lookups by permutations work. */
    public final LookupMemory lookups;
    /** The largest codes of the columns of a row of windows. */
    public final short[] poolRow;

    /** Allocates what the steps of a network asked for. */
    public Scratch(ScratchSizes sizes) {
        int ownShorts = TileMemory.endOfShorts(sizes);
        int ownInts = Math.max(TileMemory.endOfInts(sizes), PixelMemory.endOfInts(sizes));
        short[] shorts = Arena.shorts(ownShorts + LookupMemory.length(sizes.lookups));
        int[] ints = Arena.ints(ownInts + LookupMemory.length(sizes.lookups));
        tiles = new TileMemory(sizes, shorts, ints);
        pixel = new PixelMemory(sizes, ints);
        lookups = new LookupMemory(sizes.lookups, shorts, ownShorts, ints, ownInts);
        poolRow = new short[sizes.poolRow];
    }
}
