package org.bitadapt.runtime.vector.pixel;

import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.WeightType;
import org.bitadapt.runtime.vector.kernel.KernelCall;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.memory.ScratchSizes;

/** The kernels among which linear layers, convolutions whose output is one pixel, are chosen; in either form of maps. */
public enum LinearKernels {
    /** All kernels: lookups by permutations where a layer has outputs enough for them. */
    LOOKUPS,
    /** The kernels that are fast on every processor. */
    PLAIN;

    /** Orders a linear layer's weights for the kernel that suits the layer and the vectors of this machine. */
    public KernelCall kernel(PackedNetwork network, Layer layer, ScratchSizes sizes) {
        if (layer.convolution().weightType() != WeightType.BINARY) {
            return new IntegerLinear(network, layer, sizes);
        }
        boolean readsCodes = layer.inLayout().type() == ElementType.U8;
        if (this == LOOKUPS && readsCodes && LookupLinear.suits(layer)) {
            return new LookupLinear(network, layer, sizes);
        }
        boolean countsBits = Lanes.SHORTS.vectorBitSize() == 512;
        return readsCodes && countsBits
                ? new BitCountLinear(network, layer, sizes)
                : new TableLinear(network, layer, sizes);
    }
}
