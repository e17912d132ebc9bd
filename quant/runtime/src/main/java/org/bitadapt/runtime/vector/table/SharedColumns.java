package org.bitadapt.runtime.vector.table;

import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.plane.ShiftGrid;

/**
 * Columns of the kernel that share tables.
 *
 * <p>Where tiles are whole rows of the image, the left and the right column of the kernel read what the centre reads, one
 * pixel beside it. Tables are then built for the centre only, and the sums of the other columns move by a pixel.
 *
 * @param count the number of columns that share a table; 1 where none do
 */
record SharedColumns(int count) {
    /** Each column has tables of its own. */
    static final SharedColumns NONE = new SharedColumns(1);

    /** The columns of a kernel whose columns can share tables. */
    private static final SharedColumns THREE = new SharedColumns(3);

    /** The columns of a layer's kernel that share tables: all three where the image's rows divide a tile, else none. */
    static SharedColumns of(Layer layer, ShiftGrid grid) {
        boolean suits = grid.step() == 1
                && layer.convolution().kernelWidth() == THREE.count
                && layer.convolution().padding() == 1
                && grid.width() == layer.out().width()
                && grid.width() > 1
                && Lanes.TILE % grid.width() == 0;
        return suits ? THREE : NONE;
    }

    /** Whether columns share tables. */
    boolean any() {
        return count > 1;
    }

    /**
     * Masks of the pixels of a tile that the left column, then the right column, reads inside the image's rows.
     *
     * @param width the width of the image's rows
     * @return two tiles of lanes, all ones or all zeros; empty where no columns share tables
     */
    short[] masks(int width) {
        if (!any()) {
            return new short[0];
        }
        short[] masks = new short[2 * Lanes.TILE];
        for (int lane = 0; lane < Lanes.TILE; lane++) {
            masks[lane] = (short) (lane % width == 0 ? 0 : -1);
            masks[Lanes.TILE + lane] = (short) (lane % width == width - 1 ? 0 : -1);
        }
        return masks;
    }
}
