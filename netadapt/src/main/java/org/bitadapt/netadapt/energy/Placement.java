package org.bitadapt.netadapt.energy;

/**
 * Where a layer is computed, and where its maps lie.
 *
 * @param tiles the tiles that compute it
 * @param inputOnChip whether the input comes from other tiles
 * @param outputOnChip whether the output goes to other tiles
 * @param outputToDram whether the output goes to DRAM
 * @param residualOnChip whether the map that is added comes from other tiles; until then it lies in the buffers of
 *     these
 * @param groups the groups of images that go through the layers of a segment one after the other; 0 for a layer that is
 *     computed by itself
 */
record Placement(
        int tiles,
        boolean inputOnChip,
        boolean outputOnChip,
        boolean outputToDram,
        boolean residualOnChip,
        int groups) {

    /** A layer that is computed by itself, on all tiles. */
    static Placement alone(int tiles) {
        return new Placement(tiles, false, false, true, false, 0);
    }

    boolean inSegment() {
        return groups > 0;
    }
}
