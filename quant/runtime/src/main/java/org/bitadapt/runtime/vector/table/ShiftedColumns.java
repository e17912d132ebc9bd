package org.bitadapt.runtime.vector.table;

import java.util.stream.Stream;
import jdk.incubator.vector.ShortVector;
import org.bitadapt.runtime.vector.kernel.KernelCall;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.memory.Maps;
import org.bitadapt.runtime.vector.memory.Scratch;
import org.bitadapt.runtime.vector.memory.ScratchSizes;
import org.bitadapt.runtime.vector.memory.TileMemory;
import org.bitadapt.runtime.vector.plane.ShiftGrid;
import org.bitadapt.runtime.vector.plane.ShiftedPlanes;

/** Builds tables from shifted planes, read in place; columns that left their row are masked. */
final class ShiftedColumns implements TableColumns {
    private static final int CODE = 0xFF;
    private static final int INPUTS = SumTable.INPUTS;

    private final Layer layer;
    private final ShiftGrid grid;
    private final TableGeometry geometry;
    private final ShiftedPlanes planes;
    private final int channelGroups;

    ShiftedColumns(Layer layer, ShiftGrid grid, TableGeometry geometry, ScratchSizes sizes) {
        this.layer = layer;
        this.grid = grid;
        this.geometry = geometry;
        planes = new ShiftedPlanes(layer, grid, sizes);
        channelGroups = SumTable.channelGroups(layer);
    }

    static ShiftGrid grid(Layer layer) {
        return new ShiftGrid(layer, CODE);
    }

    @Override
    public Stream<KernelCall> preparation() {
        return planes.preparation();
    }

    @Override
    public void build(Maps maps, Scratch scratch, int tile, int block) {
        build(maps, scratch.tiles, tile, block, 0);
    }

    @Override
    public void buildNew(Maps maps, Scratch scratch, int tile, int block) {
        build(maps, scratch.tiles, tile, block, geometry.firstNew());
    }

    private void build(Maps maps, TileMemory memory, int tile, int block, int first) {
        int firstGroup = geometry.firstGroup(block);
        int groups = geometry.groupsOf(block);
        byte[] codes = planes.codes(maps);
        int rotation = geometry.kept().rotation(tile);
        for (int done = first; done < groups; ) {
            int position = geometry.position(firstGroup + done);
            int channelGroup = (firstGroup + done) % channelGroups;
            int count = Math.min(groups - done, channelGroups - channelGroup);
            ShortVector mask = ShortVector.fromArray(Lanes.SHORTS, grid.masks(), grid.maskAt(position, tile));
            int at = planes.at(position, channelGroup * INPUTS, tile);
            int whole = Math.min(count, layer.in().channels() / INPUTS - channelGroup);
            int table = geometry.tableOf(done, rotation);
            buildGroups(codes, at, mask, memory.shorts, table, whole);
            if (whole < count) {
                buildPart(codes, at + whole * INPUTS * planes.stride(), mask, memory.shorts, table + whole);
            }
            done += count;
        }
    }

    private void buildGroups(byte[] codes, int from, ShortVector mask, short[] table, int group, int count) {
        int stride = planes.stride();
        for (int i = 0, at = from; i < count; i++, at += INPUTS * stride) {
            SumTable.build(
                    table,
                    group + i,
                    Lanes.codes(codes, at).and(mask),
                    Lanes.codes(codes, at + stride).and(mask),
                    Lanes.codes(codes, at + 2 * stride).and(mask),
                    Lanes.codes(codes, at + 3 * stride).and(mask));
        }
    }

    /** Builds the table of the last group of a position whose channels are no multiple of four. */
    private void buildPart(byte[] codes, int at, ShortVector mask, short[] table, int group) {
        int left = layer.in().channels() % INPUTS;
        int stride = planes.stride();
        ShortVector zero = ShortVector.zero(Lanes.SHORTS);
        ShortVector x1 = left > 1 ? Lanes.codes(codes, at + stride).and(mask) : zero;
        ShortVector x2 = left > 2 ? Lanes.codes(codes, at + 2 * stride).and(mask) : zero;
        SumTable.build(table, group, Lanes.codes(codes, at).and(mask), x1, x2, zero);
    }
}
