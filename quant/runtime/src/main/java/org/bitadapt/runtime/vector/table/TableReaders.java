package org.bitadapt.runtime.vector.table;

import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.plane.ShiftGrid;

/**
 * Which tiles read a table, and when.
 *
 * <p>A table of sums belongs to a place in the input, not to the row of the kernel that reads there. A place is as many
 * pixels as divide both a row of the image and a tile. Kernel row r of tile t reads from place {@code t * tileStep + r
 * * rowStep} on; two pairs (t, r) of one place read the same pixels, so they share a table, and their tiles are in work
 * at the same time. Where no rows share tables, the whole kernel counts as one row, and a tile is done before the next
 * begins.
 *
 * @param rows the rows of the kernel that are summed separately: the kernel's height, or 1
 * @param tileStep the distance of tiles in places, a power of two
 * @param rowStep the distance of kernel rows in places
 */
record TableReaders(int rows, int tileStep, int rowStep) {
    /** Each tile has tables of its own. */
    static final TableReaders SINGLE = new TableReaders(1, 1, 1);

    /** The most 16-bit sums of tiles in work, as many bytes as two tables; larger limits were not measured. */
    private static final int MAX_SHORTS = (32 << 10) / Short.BYTES;

    /** The best sharing of a layer's tables. */
    static TableReaders of(Layer layer, ShiftGrid grid) {
        int place = greatestCommonDivisor(grid.width(), Lanes.TILE);
        TableReaders shared =
                new TableReaders(layer.convolution().kernelHeight(), Lanes.TILE / place, grid.width() / place);
        long shorts = (long) shared.live() * Lanes.roundUp(layer.out().channels(), Lanes.OCTET) * Lanes.TILE;
        boolean suits = grid.step() == 1 && shared.areShared() && grid.tiles() > 1 && shorts <= MAX_SHORTS;
        return suits ? shared : SINGLE;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    /** Whether two rows of the kernel ever read at one place. */
    private boolean areShared() {
        for (int row = 1; row < rows; row++) {
            if (row * rowStep % tileStep == 0) {
                return true;
            }
        }
        return false;
    }

    /** The most tiles that are in work at a time. */
    int live() {
        return (rows - 1) * rowStep / tileStep + 1;
    }

    /** The first place that a tile reads. */
    int firstPlace(int tile) {
        return tile * tileStep;
    }

    /** The last place that a tile reads. */
    int lastPlace(int tile) {
        return tile * tileStep + (rows - 1) * rowStep;
    }

    /** The tile for which a row of the kernel reads at a place, or -1. */
    int tile(int place, int row) {
        int start = place - row * rowStep;
        // The step is a power of two, because this method is called too often for a division.
        return start >= 0 && (start & (tileStep - 1)) == 0 ? start >> Integer.numberOfTrailingZeros(tileStep) : -1;
    }
}
