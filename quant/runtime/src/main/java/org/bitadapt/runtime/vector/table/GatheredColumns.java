package org.bitadapt.runtime.vector.table;

import jdk.incubator.vector.ShortVector;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.memory.Maps;
import org.bitadapt.runtime.vector.memory.Scratch;
import org.bitadapt.runtime.vector.memory.ScratchSizes;
import org.bitadapt.runtime.vector.plane.Windows;

/** Columns that are laid out before the tables are built, for any step, any padding and any input. */
final class GatheredColumns implements TableColumns {
    private static final int INPUTS = SumTable.INPUTS;

    private final Windows windows;
    private final TableGeometry geometry;

    GatheredColumns(Layer layer, TableGeometry geometry, ScratchSizes sizes) {
        this.geometry = geometry;
        windows = new Windows(layer, INPUTS);
        sizes.columns(windows.count());
    }

    @Override
    public void prepareTile(Maps maps, Scratch scratch, int tile, int block) {
        windows.fill(maps, tile, scratch.tiles.columns);
    }

    @Override
    public void build(Maps maps, Scratch scratch, int tile, int block) {
        int firstGroup = geometry.firstGroup(block);
        int groups = geometry.groupsOf(block);
        short[] columns = scratch.tiles.columns;
        for (int group = 0, at = firstGroup * INPUTS * Lanes.TILE; group < groups; group++, at += INPUTS * Lanes.TILE) {
            SumTable.build(
                    scratch.tiles.shorts,
                    group,
                    column(columns, at),
                    column(columns, at + Lanes.TILE),
                    column(columns, at + 2 * Lanes.TILE),
                    column(columns, at + 3 * Lanes.TILE));
        }
    }

    private static ShortVector column(short[] columns, int at) {
        return ShortVector.fromArray(Lanes.SHORTS, columns, at);
    }
}
