package org.bitadapt.runtime.vector;

import jdk.incubator.vector.ShortVector;

/** Columns that are laid out before the tables are built: any step, any padding, any input. */
final class GatheredColumns implements TableColumns {
    private final Windows windows;

    GatheredColumns(Layer layer) {
        windows = new Windows(layer, 4);
    }

    @Override
    public void reserve(ScratchSizes sizes) {
        sizes.columns(windows.count());
    }

    @Override
    public void prepare(Maps maps, int tile, Scratch scratch) {
        windows.fill(maps, tile, scratch.columns);
    }

    @Override
    public void build(Maps maps, int tile, int firstGroup, int groups, Scratch scratch) {
        short[] columns = scratch.columns;
        for (int group = 0, at = firstGroup * 4 * Lanes.TILE; group < groups; group++, at += 4 * Lanes.TILE) {
            SignTable.build(
                    scratch.table,
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
