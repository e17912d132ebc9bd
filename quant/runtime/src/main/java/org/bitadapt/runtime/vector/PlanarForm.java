package org.bitadapt.runtime.vector;

import java.util.List;
import java.util.stream.IntStream;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.WeightType;
import org.bitadapt.runtime.vector.kernel.KernelCall;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.kernel.Pooling;
import org.bitadapt.runtime.vector.memory.MapLayout;
import org.bitadapt.runtime.vector.memory.ScratchSizes;
import org.bitadapt.runtime.vector.pixel.LinearKernels;
import org.bitadapt.runtime.vector.plane.FloatConvolution;
import org.bitadapt.runtime.vector.plane.MaxPooling;
import org.bitadapt.runtime.vector.table.TableConvolution;

/**
 * The form in which each channel of a map is a plane of pixels, and a vector holds pixels. Any network has it.
 *
 * @param linear the kernels among which linear layers are chosen
 */
record PlanarForm(LinearKernels linear) implements Form {
    @Override
    public List<MapLayout> layouts(PackedNetwork network) {
        return IntStream.range(0, network.slots().size())
                .mapToObj(slot -> MapLayout.of(network, slot))
                .toList();
    }

    @Override
    public List<KernelCall> convolution(PackedNetwork network, Layer layer, ScratchSizes sizes) {
        return overPlanes(network, layer, sizes);
    }

    /** The steps of a convolution over planes, in order. */
    static List<KernelCall> overPlanes(PackedNetwork network, Layer layer, ScratchSizes sizes) {
        // Tables are for codes; the image's differences from zero are signed.
        boolean suitsTables = layer.convolution().weightType() != WeightType.INT8
                && layer.convolution().input() != 0;
        return suitsTables
                ? new TableConvolution(network, layer, sizes).steps()
                : new FloatConvolution(network, layer, sizes).steps();
    }

    @Override
    public KernelCall linear(PackedNetwork network, Layer layer, ScratchSizes sizes) {
        return linear.kernel(network, layer, sizes);
    }

    @Override
    public KernelCall pooling(Pooling pooling, ScratchSizes sizes) {
        return new MaxPooling(pooling, sizes);
    }
}
