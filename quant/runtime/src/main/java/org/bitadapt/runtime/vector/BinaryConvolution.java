package org.bitadapt.runtime.vector;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import org.bitadapt.runtime.format.PackedNetwork;

/**
 * A convolution with 1-bit weights over many pixels: for each tile of pixels and block of weights, a table of sums is
 * built and every output channel adds up rows of it; see {@link SignTable}.
 */
final class BinaryConvolution implements Step {
    private final Layer layer;
    private final SignTable signs;
    private final TableColumns columns;
    private final Requantization requantization;
    private final int tiles;

    BinaryConvolution(PackedNetwork network, Layer layer) {
        this.layer = layer;
        signs = new SignTable(layer, network.weights(layer.number()));
        columns = layer.shiftsPlanes() ? new ShiftedColumns(layer) : new GatheredColumns(layer);
        requantization = new Requantization(network, layer);
        tiles = Lanes.tiles(layer.out().pixels());
    }

    @Override
    public void reserve(ScratchSizes sizes) {
        columns.reserve(sizes);
        sizes.codes(signs.codesLength() * keptBlocks());
        sizes.outputChannels(layer.out().channels());
    }

    /** Codes are unpacked once per image; block by block where nobody would use them again. */
    private int keptBlocks() {
        return tiles == 1 ? 1 : signs.blocks();
    }

    @Override
    public void run(Maps maps, Scratch scratch) {
        for (int tile = 0; tile < tiles; tile++) {
            columns.prepare(maps, tile, scratch);
            for (int block = 0; block < signs.blocks(); block++) {
                int codes = tiles == 1 ? 0 : block * signs.codesLength();
                if (tile == 0) {
                    signs.unpack(block, scratch.codes, codes);
                }
                columns.build(maps, tile, block * SignTable.BLOCK, signs.groupsOf(block), scratch);
                signs.sum(block, scratch.table, scratch.codes, codes, scratch.sums);
                accumulate(scratch, block > 0);
            }
            requantization.writeTile(scratch.accumulators, tile, maps);
        }
    }

    private void accumulate(Scratch scratch, boolean add) {
        if (add) {
            add(scratch.sums, scratch.accumulators, layer.out().channels() * Lanes.TILE);
        } else {
            set(scratch.sums, scratch.accumulators, layer.out().channels() * Lanes.TILE);
        }
    }

    private static void set(short[] sums, int[] accumulators, int length) {
        for (int at = 0; at < length; at += Lanes.TILE) {
            ShortVector both = ShortVector.fromArray(Lanes.SHORTS, sums, at);
            Lanes.even(both).intoArray(accumulators, at);
            Lanes.odd(both).intoArray(accumulators, at + Lanes.HALF);
        }
    }

    private static void add(short[] sums, int[] accumulators, int length) {
        for (int at = 0; at < length; at += Lanes.TILE) {
            ShortVector both = ShortVector.fromArray(Lanes.SHORTS, sums, at);
            IntVector.fromArray(Lanes.INTS, accumulators, at)
                    .add(Lanes.even(both))
                    .intoArray(accumulators, at);
            int odd = at + Lanes.HALF;
            IntVector.fromArray(Lanes.INTS, accumulators, odd)
                    .add(Lanes.odd(both))
                    .intoArray(accumulators, odd);
        }
    }
}
