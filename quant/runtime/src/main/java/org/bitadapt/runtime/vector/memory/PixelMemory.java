package org.bitadapt.runtime.vector.memory;

/** The working arrays of one thread for layers whose output is one pixel. */
public final class PixelMemory {
    /** Where the sums [output] begin in {@link #ints}: behind zeros that other steps read. */
    public static final int SUMS = TileMemory.ZERO_INTS + Lanes.TILE;

    /** The window of the pixel: [input]. */
    public final int[] window;
    /** Tables of signed sums by a byte of weights: [table][byte]. */
    public final int[] byteTables;
    /** The window taken apart, for each output that is counted together: [bit][word]. */
    public final int[][] bitPlanes;
    /** Counts of outputs: [two planes each][word]. */
    public final int[][] bitCounts;
    /** The weights of the outputs that are counted together. */
    public final int[] bitRows;
    /** The working array of ints, which all steps share; sums are from {@link #SUMS} on. */
    public final int[] ints;

    /** The end of what pixels take of the shared array of ints. */
    static int endOfInts(ScratchSizes sizes) {
        return SUMS + sizes.pixelSums;
    }

    /** Allocates what steps asked for, and takes the sums from the shared array. */
    PixelMemory(ScratchSizes sizes, int[] ints) {
        window = new int[sizes.window];
        byteTables = new int[sizes.byteTables];
        int bitLength = Arena.alike(sizes.bitWords);
        bitPlanes = new int[Byte.SIZE][bitLength];
        bitRows = new int[bitLength];
        bitCounts = new int[Byte.SIZE / 2][bitLength];
        this.ints = ints;
    }
}
