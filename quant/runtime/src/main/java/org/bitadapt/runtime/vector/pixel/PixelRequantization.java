package org.bitadapt.runtime.vector.pixel;

import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.memory.Maps;
import org.bitadapt.runtime.vector.memory.PixelMemory;
import org.bitadapt.runtime.vector.memory.ScratchSizes;

/**
 * Turns the sums of a layer's only output pixel into codes or floats, in the order that {@link
 * org.bitadapt.runtime.format.Convolution} fixes.
 */
final class PixelRequantization {
    private final Layer layer;
    private final float[] multipliers;
    private final float[] offsets;
    private final int largest;

    /** Takes scale and offset of each output from the network, and asks for the sums. */
    PixelRequantization(PackedNetwork network, Layer layer, ScratchSizes sizes) {
        this.layer = layer;
        multipliers = network.multipliers(layer.number());
        offsets = network.offsets(layer.number());
        largest = layer.convolution().largestCode();
        sizes.pixelSums(layer.out().channels());
    }

    /** Writes the outputs {@code first..end - 1} from the sums in {@link PixelMemory#ints}. */
    void write(Maps maps, PixelMemory memory, int first, int end) {
        int[] sums = memory.ints;
        for (int output = first; output < end; output++) {
            float y = (float) sums[PixelMemory.SUMS + output] * multipliers[output] + offsets[output];
            if (layer.addsCodes()) {
                y += (float) Byte.toUnsignedInt(maps.codes(layer.residualSlot())[output])
                        * layer.convolution().residualScale();
            } else if (layer.addsValues()) {
                y += maps.values(layer.residualSlot())[output];
            }
            if (layer.givesCodes()) {
                maps.codes(layer.number())[output] = (byte) Math.rint(Math.min(Math.max(y, 0), largest));
            } else {
                maps.values(layer.number())[output] = y;
            }
        }
    }
}
