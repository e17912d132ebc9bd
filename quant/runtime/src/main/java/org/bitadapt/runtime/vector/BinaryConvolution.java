package org.bitadapt.runtime.vector;

import org.bitadapt.runtime.format.PackedNetwork;

/**
 * A convolution with 1-bit weights over many pixels: for each tile of pixels and block of weights, a table of sums is
 * built and every output channel adds up rows of it; see {@link SignTable}.
 */
final class BinaryConvolution implements Step {
    private final SignTable signs;
    private final TableColumns columns;
    private final Requantization requantization;
    private final Stage[] tileStages;
    private final Stage[] blockStages;
    private final Stage[] weighStages;
    private final int tiles;

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
        sizes.codes(signs.codesLength() * (tiles == 1 ? 1 : signs.blocks()));
        tileStages = new Stage[] {columns::prepareTile};
        blockStages = new Stage[] {this::unpack, columns, this::addTotals, this::sum, spill(layer)};
        weighStages = new Stage[] {weigh(layer)};
    }

    @Override
    public void run(Maps maps, Scratch scratch) {
        columns.prepareImage(maps, scratch);
        for (int tile = 0; tile < tiles; tile++) {
            Stage.runAll(tileStages, maps, scratch, tile, 0);
            for (int block = 0; block < signs.blocks(); block++) {
                Stage.runAll(blockStages, maps, scratch, tile, block);
            }
            Stage.runAll(weighStages, maps, scratch, tile, 0);
            Stage.runAll(requantization.stages(), maps, scratch, tile, 0);
        }
        requantization.finishImage(maps, scratch);
    }

    /** Unpacks codes once per image; block by block where no other tile would use them. */
    private void unpack(Maps maps, Scratch scratch, int tile, int block) {
        if (tile == 0) {
            signs.unpack(block, scratch.codes, codesAt(block));
        }
    }

    private void addTotals(Maps maps, Scratch scratch, int tile, int block) {
        signs.addTotals(block, scratch);
    }

    private void sum(Maps maps, Scratch scratch, int tile, int block) {
        signs.sum(block, scratch.codes, codesAt(block), scratch.shorts);
    }

    private int codesAt(int block) {
        return tiles == 1 ? 0 : block * signs.codesLength();
    }

    /** At the end of every span but the last, moves the 16-bit sums to the 32-bit ones. */
    private Stage spill(Layer layer) {
        int outputs = layer.out().channels();
        int last = signs.blocks() - 1;
        return (maps, scratch, tile, block) -> {
            if (block % SignTable.SPAN == SignTable.SPAN - 1 && block < last) {
                WideSums.add(scratch, outputs, block >= SignTable.SPAN);
            }
        };
    }

    private Stage weigh(Layer layer) {
        int outputs = layer.out().channels();
        boolean spilled = signs.blocks() > SignTable.SPAN;
        return (maps, scratch, tile, block) -> WideSums.weigh(scratch, outputs, spilled);
    }
}
