package org.bitadapt.runtime.vector;

/**
 * Tables that a tile leaves to the next one.
 *
 * <p>Where a tile is fewer whole rows of the image than the kernel has, rows of the kernel read in the next tile what
 * others read in this one. The tables of all rows of the kernel are then kept, and a tile replaces as many as it has rows
 * itself: row r of the kernel has its table in tile t at {@code (t * step + r) mod rows}. All rows are summed at once.
 *
 * @param rows of the kernel; 1 where nothing is kept
 * @param step rows of the image in a tile
 */
record KeptTables(int rows, int step) {
    /** Each tile builds all of its tables. */
    static final KeptTables NONE = new KeptTables(1, 1);

    /** What a layer can keep whose kernel's columns share tables, and whose tables of all rows fit at once. */
    static KeptTables of(Layer layer, ShiftGrid grid) {
        KeptTables all = new KeptTables(layer.convolution().kernelHeight(), Lanes.TILE / grid.width());
        int groups = all.rows * SignTable.channelGroups(layer);
        boolean suits = SignTable.sharedColumns(layer, grid) > 1
                && all.step < all.rows
                && grid.tiles() > 1
                && groups <= SignTable.BLOCK;
        return suits ? all : NONE;
    }

    boolean any() {
        return rows > 1;
    }

    /** In how many ways rows of the kernel are assigned to tables. */
    int rotations() {
        return rows;
    }

    /** In which of them they are in a tile. */
    int rotation(int tile) {
        return tile * step % rows;
    }

    /** Which table a row of the kernel has. */
    int table(int rotation, int row) {
        return (rotation + row) % rows;
    }

    /** The first row of the kernel whose table the tile before has not left. */
    int firstNew() {
        return rows - step;
    }
}
