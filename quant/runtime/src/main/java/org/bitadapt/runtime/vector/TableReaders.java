package org.bitadapt.runtime.vector;

/**
 * Which tiles read a table, and when.
 *
 * <p>A table of sums belongs to a place in the input, not to the row of the kernel that reads there: the row below the
 * middle one of tile t reads what the middle row reads one row of pixels further on. Where rows of pixels and tiles come
 * to the same places, a table is built once and the kernel's rows add from it to tiles of their own, which are in work at
 * the same time: kernel row r of tile t reads at place {@code t * tileStep + r * rowStep}. Else all of the kernel counts
 * as one row, and a tile is done before the next begins.
 *
 * @param rows rows of the kernel whose blocks are separate
 * @param tileStep distance of tiles in places
 * @param rowStep distance of kernel rows in places
 */
record TableReaders(int rows, int tileStep, int rowStep) {
    /** Each tile has tables of its own. */
    static final TableReaders SINGLE = new TableReaders(1, 1, 1);

    /** The most 16-bit sums of tiles in work: with a table they are to fit the first-level cache, or nearly. */
    private static final int MAX_SHORTS = (32 << 10) / Short.BYTES;

    /** How a layer's tables are shared best. */
    static TableReaders of(Layer layer, ShiftGrid grid) {
        int place = greatestCommonDivisor(grid.width(), Lanes.TILE);
        TableReaders shared =
                new TableReaders(layer.convolution().kernelHeight(), Lanes.TILE / place, grid.width() / place);
        int shorts = shared.live() * Lanes.roundUp(layer.out().channels(), SignTable.OCTET) * Lanes.TILE;
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

    /** The tile of which a kernel row reads at a place, or -1. */
    int tile(int place, int row) {
        int start = place - row * rowStep;
        return start >= 0 && start % tileStep == 0 ? start / tileStep : -1;
    }
}
