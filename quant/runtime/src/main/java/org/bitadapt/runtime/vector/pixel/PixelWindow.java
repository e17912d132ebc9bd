package org.bitadapt.runtime.vector.pixel;

import java.util.Arrays;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.memory.Maps;
import org.bitadapt.runtime.vector.memory.ScratchSizes;

/** Lays out the window of the only output pixel as ints, in the stored order channel, ky, kx. */
final class PixelWindow {
    private final Layer layer;
    /** The distance of a position's input from its channel's first pixel, or -1 outside of the input: [position]. */
    private final int[] sources;
    /** The number of inputs, filled up to a multiple. */
    private final int length;

    /**
     * Finds the input pixels once, and asks for the window.
     *
     * @param layer the layer
     * @param multiple what the number of inputs is filled up to by zeros
     * @param sizes where the window is asked for
     */
    PixelWindow(Layer layer, int multiple, ScratchSizes sizes) {
        this.layer = layer;
        length = Lanes.roundUp(layer.weightsPerOutput(), multiple);
        sizes.window(length);
        sources = new int[layer.kernelPixels()];
        int kernelWidth = layer.convolution().kernelWidth();
        int padding = layer.convolution().padding();
        Arrays.setAll(sources, position -> {
            int y = position / kernelWidth - padding;
            int x = position % kernelWidth - padding;
            boolean inside = y >= 0
                    && y < layer.in().height()
                    && x >= 0
                    && x < layer.in().width();
            return inside ? (y * layer.in().width() + x) * layer.inLayout().step() : -1;
        });
    }

    /** Lays out the window, with zeros behind its last input. */
    void fill(Maps maps, int[] window) {
        if (layer.inLayout().type() == ElementType.I32) {
            fill(maps.sums(layer.convolution().input()), window);
        } else {
            fill(maps.codes(layer.convolution().input()), window);
        }
        Arrays.fill(window, layer.weightsPerOutput(), length, 0);
    }

    private void fill(int[] planes, int[] window) {
        int to = 0;
        for (int channel = 0; channel < layer.in().channels(); channel++) {
            int base = layer.inLayout().plane(channel);
            for (int source : sources) {
                window[to++] = source < 0 ? 0 : planes[base + source];
            }
        }
    }

    private void fill(byte[] planes, int[] window) {
        int to = 0;
        for (int channel = 0; channel < layer.in().channels(); channel++) {
            int base = layer.inLayout().plane(channel);
            for (int source : sources) {
                window[to++] = source < 0 ? 0 : Byte.toUnsignedInt(planes[base + source]);
            }
        }
    }
}
