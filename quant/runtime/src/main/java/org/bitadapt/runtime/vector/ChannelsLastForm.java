package org.bitadapt.runtime.vector;

import java.util.List;
import java.util.stream.IntStream;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.vector.channel.ChannelsLastFloatConvolution;
import org.bitadapt.runtime.vector.channel.ChannelsLastMaxPooling;
import org.bitadapt.runtime.vector.kernel.KernelCall;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.kernel.Pooling;
import org.bitadapt.runtime.vector.lookup.ChannelsLastLookupConvolution;
import org.bitadapt.runtime.vector.memory.MapLayout;
import org.bitadapt.runtime.vector.memory.ScratchSizes;
import org.bitadapt.runtime.vector.pixel.LinearKernels;

/**
 * The form in which the channels of a pixel lie together, and a vector holds channels. Networks have it whose layers
 * {@link #suits} accepts.
 */
record ChannelsLastForm() implements Form {
    /** The least share of the computed products that the network really has: below this share, planes are faster. */
    private static final double LEAST_USED = 0.7;

    /** Whether a network can be computed with the channels last, and its layers are wide enough for a gain. */
    static boolean pays(PackedNetwork network) {
        return suits(network) && used(network) >= LEAST_USED;
    }

    /** Whether a network can be computed with the channels last. */
    static boolean suits(PackedNetwork network) {
        return layers(network).stream()
                .allMatch(layer -> readsImage(layer)
                        ? ChannelsLastFloatConvolution.suits(layer)
                        : ChannelsLastLookupConvolution.suits(layer));
    }

    private static boolean readsImage(Layer layer) {
        return layer.convolution().input() == 0;
    }

    /** The share of the products computed by lookups that the network really has; the other products fill up groups. */
    private static double used(PackedNetwork network) {
        double used = 0;
        double computed = 0;
        for (Layer layer : layers(network)) {
            if (!readsImage(layer)) {
                used += (double) layer.out().pixels()
                        * layer.weightsPerOutput()
                        * layer.out().channels();
                computed += ChannelsLastLookupConvolution.products(layer);
            }
        }
        return computed == 0 ? 0 : used / computed;
    }

    /** The convolutions whose output is more than a pixel. */
    private static List<Layer> layers(PackedNetwork network) {
        List<MapLayout> layouts = layoutsOf(network);
        return IntStream.range(1, network.operations().size())
                .filter(number -> network.operations().get(number) instanceof Convolution)
                .mapToObj(number -> Layer.of(network, layouts, number))
                .filter(layer -> layer.out().pixels() > 1)
                .toList();
    }

    private static List<MapLayout> layoutsOf(PackedNetwork network) {
        return IntStream.range(0, network.slots().size())
                .mapToObj(slot -> MapLayout.channelsLast(network, slot))
                .toList();
    }

    @Override
    public List<MapLayout> layouts(PackedNetwork network) {
        return layoutsOf(network);
    }

    @Override
    public List<KernelCall> convolution(PackedNetwork network, Layer layer, ScratchSizes sizes) {
        return readsImage(layer)
                ? new ChannelsLastFloatConvolution(network, layer, sizes).steps()
                : List.of(new ChannelsLastLookupConvolution(network, layer, sizes));
    }

    @Override
    public KernelCall linear(PackedNetwork network, Layer layer, ScratchSizes sizes) {
        return LinearKernels.LOOKUPS.kernel(network, layer, sizes);
    }

    @Override
    public KernelCall pooling(Pooling pooling, ScratchSizes sizes) {
        return new ChannelsLastMaxPooling(pooling);
    }
}
