package org.bitadapt.runtime.vector;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bitadapt.runtime.format.PackedNetwork;

/**
 * A convolution with 1-bit weights over many pixels: for each tile of pixels and block of weights, a table of sums is
 * built and every output channel adds up rows of it; see {@link SignTable}.
 */
final class BinaryConvolution {
    private final SignTable signs;
    private final TableColumns columns;
    private final Requantization requantization;
    private final Stage[] tileStages;
    private final Stage[] blockStages;
    private final Stage[] outputStages;
    private final int tiles;
    private final int outputs;

    BinaryConvolution(PackedNetwork network, Layer layer, ScratchSizes sizes) {
        signs = new SignTable(layer, network.weights(layer.number()));
        ShiftGrid grid = ShiftedColumns.grid(layer);
        if (grid.suits()) {
            columns = new ShiftedColumns(layer, grid, signs, sizes);
            requantization = new Requantization(network, layer, grid, sizes);
        } else {
            columns = new GatheredColumns(layer, signs, sizes);
            requantization = new Requantization(network, layer, sizes);
        }
        tiles = requantization.tiles();
        outputs = layer.out().channels();
        sizes.codes(signs.codesLength() * (tiles == 1 ? 1 : signs.blocks()));
        tileStages = new Stage[] {columns::prepareTile};
        blockStages = new Stage[] {this::unpack, columns, this::addTotals, this::sum, spill()};
        outputStages = requantization.stagesOfSums(signs.blocks() > SignTable.SPAN);
    }

    /** The steps of an image. */
    List<Step> steps() {
        return Stream.of(columns.preparation(), Stream.<Step>of(this::sumAll), requantization.completion())
                .flatMap(Function.identity())
                .toList();
    }

    /** Threads share the tiles where each can have some, else the outputs, each with the tables that it needs. */
    private void sumAll(Maps maps, Scratch scratch) {
        if (tiles >= scratch.share.parts()) {
            scratch.allOutputs(outputs);
            sumTiles(maps, scratch, scratch.share.from(tiles), scratch.share.to(tiles));
        } else {
            scratch.shareOutputs(outputs);
            sumTiles(maps, scratch, 0, scratch.firstOutput < scratch.endOutput ? tiles : 0);
        }
    }

    private void sumTiles(Maps maps, Scratch scratch, int from, int to) {
        for (int tile = from; tile < to; tile++) {
            scratch.unpacks = tile == from;
            Stage.runAll(tileStages, maps, scratch, tile, 0);
            for (int block = 0; block < signs.blocks(); block++) {
                Stage.runAll(blockStages, maps, scratch, tile, block);
            }
            Stage.runAll(outputStages, maps, scratch, tile, 0);
        }
    }

    /** Unpacks codes once per image; block by block where no other tile would use them. */
    private void unpack(Maps maps, Scratch scratch, int tile, int block) {
        if (scratch.unpacks) {
            signs.unpack(block, scratch, codesAt(block));
        }
    }

    private void addTotals(Maps maps, Scratch scratch, int tile, int block) {
        signs.addTotals(block, scratch);
    }

    private void sum(Maps maps, Scratch scratch, int tile, int block) {
        signs.sum(block, scratch, codesAt(block));
    }

    private int codesAt(int block) {
        return tiles == 1 ? 0 : block * signs.codesLength();
    }

    /** At the end of every span but the last, moves the 16-bit sums to the 32-bit ones. */
    private Stage spill() {
        int last = signs.blocks() - 1;
        return (maps, scratch, tile, block) -> {
            if (block % SignTable.SPAN == SignTable.SPAN - 1 && block < last) {
                WideSums.add(scratch, block >= SignTable.SPAN);
            }
        };
    }
}
