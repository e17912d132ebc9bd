package org.bitadapt.runtime.vector;

import jdk.incubator.vector.ShortVector;

/**
 * Columns that are shifts of the input's planes: read where they are, the columns that left the row masked away. Rows
 * above and below the plane are zeros in memory, see {@link PlaneLayout}.
 */
final class ShiftedColumns implements TableColumns {
    private final Layer layer;
    private final int channelGroups;
    /** [kx][pixel of all tiles]: 0xFF where the shifted pixel is in the same row, else 0. */
    private final short[] masks;

    private final int tiledPixels;

    ShiftedColumns(Layer layer) {
        this.layer = layer;
        channelGroups = SignTable.channelGroups(layer);
        tiledPixels = Lanes.tiles(layer.out().pixels()) * Lanes.TILE;
        int kernelWidth = layer.convolution().kernelWidth();
        masks = new short[kernelWidth * tiledPixels];
        for (int kx = 0; kx < kernelWidth; kx++) {
            for (int pixel = 0; pixel < layer.out().pixels(); pixel++) {
                int x = pixel % layer.in().width() + kx - layer.convolution().padding();
                masks[kx * tiledPixels + pixel] =
                        (short) (x >= 0 && x < layer.in().width() ? 0xFF : 0);
            }
        }
    }

    @Override
    public void build(Maps maps, int tile, int firstGroup, int groups, Scratch scratch) {
        byte[] planes = maps.codes(layer.convolution().input());
        for (int done = 0; done < groups; ) {
            int position = (firstGroup + done) / channelGroups;
            int channelGroup = (firstGroup + done) % channelGroups;
            int count = Math.min(groups - done, channelGroups - channelGroup);
            buildPosition(planes, tile, position, channelGroup * 4, done, count, scratch.table);
            done += count;
        }
    }

    private void buildPosition(
            byte[] planes, int tile, int position, int channel, int group, int count, short[] table) {
        int kernelWidth = layer.convolution().kernelWidth();
        int ky = position / kernelWidth;
        int kx = position % kernelWidth;
        ShortVector mask = ShortVector.fromArray(Lanes.SHORTS, masks, kx * tiledPixels + tile * Lanes.TILE);
        int padding = layer.convolution().padding();
        int shift = tile * Lanes.TILE + (ky - padding) * layer.in().width() + kx - padding;
        int stride = layer.inLayout().stride();
        int at = layer.inLayout().plane(channel) + shift;
        int whole = Math.min(count, (layer.in().channels() - channel) / 4);
        for (int i = 0; i < whole; i++, at += 4 * stride) {
            SignTable.build(
                    table,
                    group + i,
                    Lanes.codes(planes, at).and(mask),
                    Lanes.codes(planes, at + stride).and(mask),
                    Lanes.codes(planes, at + 2 * stride).and(mask),
                    Lanes.codes(planes, at + 3 * stride).and(mask));
        }
        if (whole < count) {
            buildPart(planes, at, mask, table, group + whole);
        }
    }

    /** The last group of a position whose channels are no multiple of four. */
    private void buildPart(byte[] planes, int at, ShortVector mask, short[] table, int group) {
        int left = layer.in().channels() % 4;
        int stride = layer.inLayout().stride();
        ShortVector zero = ShortVector.zero(Lanes.SHORTS);
        ShortVector x1 = left > 1 ? Lanes.codes(planes, at + stride).and(mask) : zero;
        ShortVector x2 = left > 2 ? Lanes.codes(planes, at + 2 * stride).and(mask) : zero;
        SignTable.build(table, group, Lanes.codes(planes, at).and(mask), x1, x2, zero);
    }
}
