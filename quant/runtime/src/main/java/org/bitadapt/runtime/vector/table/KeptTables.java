package org.bitadapt.runtime.vector.table;

import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.plane.ShiftGrid;

/**
 * Tables that a tile leaves to the next one.
 *
 * <p>Where a tile has fewer whole rows of the image than the kernel has rows, rows of the kernel read in the next tile
 * what other rows read in this tile. The tables of all rows of the kernel are then kept, and a tile replaces as many
 * tables as it has rows. In tile t, row r of the kernel has the table {@code (t * step + r) mod rows}. All rows are
 * summed at once.
 *
 * @param rows the rows of the kernel; 1 where nothing is kept
 * @param step the rows of the image in a tile
 */
record KeptTables(int rows, int step) {
    /** Nothing is kept: each tile builds all of its tables. */
    static final KeptTables NONE = new KeptTables(1, 1);

    /**
     * The tables that a layer keeps: all rows' if the kernel's columns share tables and the tables of all rows fit at
     * once, else none.
     */
    static KeptTables of(Layer layer, ShiftGrid grid) {
        KeptTables all = new KeptTables(layer.convolution().kernelHeight(), Lanes.TILE / grid.width());
        int groups = all.rows * SumTable.channelGroups(layer);
        boolean suits = SharedColumns.of(layer, grid).any()
                && all.step < all.rows
                && grid.tiles() > 1
                && groups <= SumTable.BLOCK;
        return suits ? all : NONE;
    }

    boolean any() {
        return rows > 1;
    }

    /** The number of rotations, ways in which rows of the kernel are assigned to tables. */
    int rotations() {
        return rows;
    }

    /** The rotation in which rows of the kernel are assigned to tables in a tile. */
    int rotation(int tile) {
        return tile * step % rows;
    }

    /** The number of the table that a row of the kernel has in a rotation. */
    int table(int rotation, int row) {
        return (rotation + row) % rows;
    }

    /** The first row of the kernel whose table the tile before has not left over. */
    int firstNew() {
        return rows - step;
    }
}
