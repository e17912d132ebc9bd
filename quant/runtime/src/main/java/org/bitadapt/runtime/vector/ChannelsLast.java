package org.bitadapt.runtime.vector;

import java.util.List;
import java.util.stream.IntStream;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.Operation;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.WeightType;

/** Networks whose maps have the channels last, and the steps of their operations on more than one pixel. */
final class ChannelsLast {
    /** The least share of the computed products that the network really has: below this share, planes are faster. */
    private static final double LEAST_USED = 0.7;

    private ChannelsLast() {}

    /** Whether a network can be computed with the channels last, and its layers are wide enough for a gain. */
    static boolean pays(PackedNetwork network) {
        return suits(network) && used(network) >= LEAST_USED;
    }

    /** Whether a network can be computed with the channels last. */
    static boolean suits(PackedNetwork network) {
        return layers(network).stream().allMatch(ChannelsLast::suits);
    }

    private static boolean suits(Layer layer) {
        if (layer.convolution().input() == 0) {
            return ChannelsLastFloatConvolution.suits(layer);
        }
        return layer.inLayout().type() == ElementType.U8
                && layer.convolution().weightType() == WeightType.BINARY
                && LookupGeometry.suits(layer);
    }

    /** The share of the products computed by lookups that the network really has; the other products fill up groups. */
    private static double used(PackedNetwork network) {
        double used = 0;
        double computed = 0;
        for (Layer layer : layers(network)) {
            if (layer.convolution().input() != 0) {
                double perChannel = (double) layer.out().pixels() * layer.kernelPixels();
                used += perChannel * layer.in().channels() * layer.out().channels();
                computed += perChannel
                        * LookupGeometry.groupsOf(layer.in().channels())
                        * LookupGeometry.GROUP_INPUTS
                        * Lanes.roundUp(layer.out().channels(), Wide.OUTPUTS);
            }
        }
        return computed == 0 ? 0 : used / computed;
    }

    /** The convolutions whose output is more than a pixel. */
    private static List<Layer> layers(PackedNetwork network) {
        List<PlaneLayout> layouts = layouts(network);
        return IntStream.range(1, network.operations().size())
                .filter(number -> network.operations().get(number) instanceof Convolution)
                .mapToObj(number -> Layer.of(network, layouts, number))
                .filter(layer -> layer.out().pixels() > 1)
                .toList();
    }

    static List<PlaneLayout> layouts(PackedNetwork network) {
        return IntStream.range(0, network.slots().size())
                .mapToObj(slot -> PlaneLayout.channelsLast(network, slot))
                .toList();
    }

    static List<KernelCall> convolution(PackedNetwork network, Layer layer, ScratchSizes sizes) {
        return layer.convolution().input() == 0
                ? new ChannelsLastFloatConvolution(network, layer, sizes).steps()
                : List.of(new ChannelsLastLookupConvolution(network, layer, sizes));
    }

    static KernelCall pooling(PackedNetwork network, List<PlaneLayout> layouts, Operation.MaxPool pool, int number) {
        return new ChannelsLastMaxPooling(
                pool,
                number,
                network.slots().get(pool.input()).shape(),
                network.slots().get(number).shape(),
                layouts.get(pool.input()).step(),
                layouts.get(number).step());
    }
}
