package org.bitadapt.runtime.vector.plane;

import java.util.Arrays;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.memory.Maps;

/**
 * Lays out the windows of a tile as columns, for windows that are not shifts of whole planes: {@code columns[weight]
 * [pixel]}, weights in the order ky, kx, channel with the channels rounded up to a multiple. Pixels outside the input
 * are zero.
 */
public final class Windows {
    private final Layer layer;
    private final int channelStep;
    /** The input pixel, or -1 outside of the input: [position][pixel of all tiles]. */
    private final int[] sources;

    private final int tiledPixels;
    private final int count;

    /**
     * Finds the input pixels of all windows once.
     *
     * @param layer the layer
     * @param channelMultiple what the channels of a position are rounded up to
     */
    public Windows(Layer layer, int channelMultiple) {
        this.layer = layer;
        channelStep = Lanes.roundUp(layer.in().channels(), channelMultiple);
        tiledPixels = Lanes.tiles(layer.out().pixels()) * Lanes.TILE;
        count = Math.multiplyExact(layer.kernelPixels(), channelStep);
        sources = new int[Math.multiplyExact(layer.kernelPixels(), tiledPixels)];
        Arrays.fill(sources, -1);
        for (int position = 0; position < layer.kernelPixels(); position++) {
            for (int pixel = 0; pixel < layer.out().pixels(); pixel++) {
                sources[position * tiledPixels + pixel] = source(position, pixel);
            }
        }
    }

    private int source(int position, int pixel) {
        int kernelWidth = layer.convolution().kernelWidth();
        int stride = layer.convolution().stride();
        int padding = layer.convolution().padding();
        int y = pixel / layer.out().width() * stride - padding + position / kernelWidth;
        int x = pixel % layer.out().width() * stride - padding + position % kernelWidth;
        boolean inside =
                y >= 0 && y < layer.in().height() && x >= 0 && x < layer.in().width();
        return inside ? y * layer.in().width() + x : -1;
    }

    /** The number of columns of a window. */
    public int count() {
        return count;
    }

    /** Lays out one tile. */
    public void fill(Maps maps, int tile, short[] columns) {
        int to = 0;
        for (int position = 0; position < layer.kernelPixels(); position++) {
            int from = position * tiledPixels + tile * Lanes.TILE;
            for (int channel = 0; channel < channelStep; channel++, to += Lanes.TILE) {
                if (channel >= layer.in().channels()) {
                    Arrays.fill(columns, to, to + Lanes.TILE, (short) 0);
                } else if (layer.convolution().input() == 0) {
                    fill(maps.sums(0), layer.inLayout().plane(channel), from, columns, to);
                } else {
                    fill(
                            maps.codes(layer.convolution().input()),
                            layer.inLayout().plane(channel),
                            from,
                            columns,
                            to);
                }
            }
        }
    }

    private void fill(int[] plane, int base, int from, short[] columns, int to) {
        for (int i = 0; i < Lanes.TILE; i++) {
            int source = sources[from + i];
            columns[to + i] = source < 0 ? 0 : (short) plane[base + source];
        }
    }

    private void fill(byte[] plane, int base, int from, short[] columns, int to) {
        for (int i = 0; i < Lanes.TILE; i++) {
            int source = sources[from + i];
            columns[to + i] = source < 0 ? 0 : (short) Byte.toUnsignedInt(plane[base + source]);
        }
    }
}
