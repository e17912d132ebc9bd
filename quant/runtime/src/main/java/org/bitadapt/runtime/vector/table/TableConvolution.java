package org.bitadapt.runtime.vector.table;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.vector.kernel.KernelCall;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.kernel.Share;
import org.bitadapt.runtime.vector.kernel.Stage;
import org.bitadapt.runtime.vector.memory.Maps;
import org.bitadapt.runtime.vector.memory.Scratch;
import org.bitadapt.runtime.vector.memory.ScratchSizes;
import org.bitadapt.runtime.vector.memory.TileMemory;
import org.bitadapt.runtime.vector.plane.Requantization;
import org.bitadapt.runtime.vector.plane.ShiftGrid;

/**
 * A convolution with weights of one sign plane or several over many pixels: a table of sums is built for a block of weights and a place in the
 * input, and every output channel of the tiles that read there adds up rows of the table; see {@link TableSums}, {@link
 * TableReaders} and {@link KeptTables}. Planes look up the same tables, and are combined before the output, see {@link
 * PlaneRows}.
 */
public final class TableConvolution {
    private final TableGeometry geometry;
    private final TableCodes codes;
    private final TableSums sums;
    private final TableColumns columns;
    private final KeptTables kept;
    private final TableReaders readers;
    private final Requantization requantization;
    private final Stage[] tileStages;
    private final Stage[] unpackStages;
    private final Stage[] tableStages;
    private final Stage[] newTableStages;
    private final Stage[] sumStages;
    private final Stage[] combineStages;
    private final Stage[] outputStages;
    private final int tiles;
    private final int outputs;
    private final PlaneRows planes;

    /** Packs the weights of a layer of sign planes over codes, and asks for memory. */
    public TableConvolution(PackedNetwork network, Layer layer, ScratchSizes sizes) {
        ShiftGrid grid = ShiftedColumns.grid(layer);
        kept = grid.suits() ? KeptTables.of(layer, grid) : KeptTables.NONE;
        readers = grid.suits() && !kept.any() ? TableReaders.of(layer, grid) : TableReaders.SINGLE;
        SharedColumns shared = grid.suits() ? SharedColumns.of(layer, grid) : SharedColumns.NONE;
        geometry = new TableGeometry(layer, readers.rows(), shared, kept);
        outputs = layer.out().channels();
        planes = new PlaneRows(outputs, layer.convolution().planes());
        codes = new TableCodes(layer, geometry, planes, layer.planes(network));
        sums = new TableSums(geometry, codes, shared.masks(layer.out().width()));
        if (grid.suits()) {
            columns = new ShiftedColumns(layer, grid, geometry, sizes);
            requantization = new Requantization(network, layer, grid, sizes);
        } else {
            columns = new GatheredColumns(layer, geometry, sizes);
            requantization = new Requantization(network, layer, sizes);
        }
        tiles = requantization.tiles();
        sizes.tables(SumTable.LENGTH);
        sizes.liveTiles(readers.live(), planes.count());
        sizes.codes(Math.multiplyExact(codes.length(), tiles == 1 ? 1 : kept.rotations() * geometry.blocks()));
        tileStages = new Stage[] {columns::prepareTile};
        unpackStages = new Stage[] {this::unpack};
        tableStages = new Stage[] {columns::build};
        newTableStages = new Stage[] {columns::buildNew};
        sumStages = new Stage[] {this::addTotals, this::spill, this::sum};
        combineStages = new Stage[] {this::combine};
        outputStages = planes.planes() == 1 ? requantization.stagesOfSums() : requantization.stages();
    }

    /** The steps of an image. */
    public List<KernelCall> steps() {
        return Stream.of(columns.preparation(), Stream.<KernelCall>of(this::sumAll), requantization.completion())
                .flatMap(Function.identity())
                .toList();
    }

    /**
     * Sums this thread's share: tiles where each thread can have some, else outputs, with the tables that they need.
     */
    private void sumAll(Maps maps, Scratch scratch, Share share) {
        if (tiles >= share.parts()) {
            sumTiles(maps, scratch, share.from(tiles), share.to(tiles), 0, outputs);
        } else {
            int first = share.firstOutput(outputs);
            int end = share.endOutput(outputs);
            sumTiles(maps, scratch, 0, first < end ? tiles : 0, first, end);
        }
    }

    /** Sums some tiles for the outputs {@code first..end - 1}. */
    private void sumTiles(Maps maps, Scratch scratch, int from, int to, int first, int end) {
        if (from == to) {
            return;
        }
        TileMemory memory = scratch.tiles;
        memory.takeOutputs(planes.rowsTo(first), planes.rowsTo(end));
        if (tiles > 1) {
            unpackAll(maps, scratch);
        }
        int last = readers.lastPlace(to - 1);
        for (int place = readers.firstPlace(from); place <= last; place++) {
            for (int block = 0; block < geometry.blocksOfRow(); block++) {
                sumBlock(maps, scratch, from, to, place, block);
            }
            int tile = readers.tile(place, readers.rows() - 1);
            if (from <= tile && tile < to) {
                memory.takeTile(tile % readers.live(), planes.count());
                if (planes.planes() > 1) {
                    write(maps, scratch, tile, first, end);
                } else {
                    Stage.runAll(outputStages, maps, scratch, tile, 0);
                }
            }
        }
    }

    /** Combines the planes of the tile at hand, and writes its outputs. */
    private void write(Maps maps, Scratch scratch, int tile, int first, int end) {
        TileMemory memory = scratch.tiles;
        memory.takeOutputs(first, end);
        memory.takeTile(tile % readers.live(), planes.count());
        Stage.runAll(combineStages, maps, scratch, tile, 0);
        Stage.runAll(outputStages, maps, scratch, tile, 0);
        memory.takeOutputs(planes.rowsTo(first), planes.rowsTo(end));
    }

    private void combine(Maps maps, Scratch scratch, int tile, int block) {
        planes.combine(scratch.tiles, scratch.tiles.firstOutput(), scratch.tiles.endOutput());
    }

    /** Builds a block of tables at a place, if tiles read it, and adds the block's rows to the sums of those tiles. */
    private void sumBlock(Maps maps, Scratch scratch, int from, int to, int place, int blockOfRow) {
        boolean built = false;
        for (int row = 0; row < readers.rows(); row++) {
            int tile = readers.tile(place, row);
            if (tile < from || tile >= to) {
                continue;
            }
            int block = row * geometry.blocksOfRow() + blockOfRow;
            scratch.tiles.takeTile(tile % readers.live(), planes.count());
            if (block == 0) {
                Stage.runAll(tileStages, maps, scratch, tile, 0);
            }
            if (tiles == 1) {
                Stage.runAll(unpackStages, maps, scratch, tile, block);
            }
            if (!built) {
                Stage.runAll(tile > from ? newTableStages : tableStages, maps, scratch, tile, block);
                built = true;
            }
            Stage.runAll(sumStages, maps, scratch, tile, block);
        }
    }

    /**
     * Unpacks codes once per image and thread, for each rotation of kept tables; the first tiles have all rotations. A
     * single tile has its codes unpacked block by block instead, because no other tile would use them.
     */
    private void unpackAll(Maps maps, Scratch scratch) {
        for (int tile = 0; tile < kept.rotations(); tile++) {
            for (int block = 0; block < geometry.blocks(); block++) {
                Stage.runAll(unpackStages, maps, scratch, tile, block);
            }
        }
    }

    private void unpack(Maps maps, Scratch scratch, int tile, int block) {
        codes.unpack(block, kept.rotation(tile), scratch.tiles, codesAt(tile, block));
    }

    private void addTotals(Maps maps, Scratch scratch, int tile, int block) {
        sums.addTotals(block, scratch.tiles);
    }

    private void sum(Maps maps, Scratch scratch, int tile, int block) {
        if (scratch.tiles.exceeds()) {
            sums.sumParts(block, scratch.tiles, codesAt(tile, block));
        } else {
            sums.sum(block, scratch.tiles, codesAt(tile, block));
        }
    }

    private int codesAt(int tile, int block) {
        return tiles == 1 ? 0 : (kept.rotation(tile) * geometry.blocks() + block) * codes.length();
    }

    /** Adds the 16-bit sums to the 32-bit ones before the 16-bit sums begin again. */
    private void spill(Maps maps, Scratch scratch, int tile, int block) {
        if (block == 0) {
            scratch.tiles.spilled(false);
        } else if (geometry.starts(block)) {
            WideSums.add(scratch.tiles);
        }
    }
}
