package org.bitadapt.runtime.vector;

/** The working arrays of one thread for layers whose output is one pixel. */
final class PixelMemory {
    /** Where the sums [output] begin in {@link #ints}: behind zeros that other steps read. */
    static final int SUMS = TileMemory.ZERO_INTS + Lanes.TILE;

    /** The window of the pixel: [input]. */
    final int[] window;
    /** Tables of signed sums by a byte of weights: [table][byte]. */
    final int[] byteTables;
    /** The window taken apart, for each output that is counted together: [bit][word]. */
    final int[][] bitPlanes;
    /** Counts of outputs: [two planes each][word]. */
    final int[][] bitCounts;
    /** The weights of the outputs that are counted together. */
    final int[] bitRows;
    /** The working array of ints, which all steps share; sums are from {@link #SUMS} on. */
    final int[] ints;

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
