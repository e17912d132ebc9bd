package org.bitadapt.runtime.vector;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bitadapt.runtime.engine.OperationListener;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.Limits;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.SlotShape;
import org.bitadapt.runtime.format.WeightType;
import org.bitadapt.runtime.vector.kernel.KernelCall;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.kernel.Share;
import org.bitadapt.runtime.vector.memory.FeatureMap;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.memory.MapLayout;
import org.bitadapt.runtime.vector.memory.Maps;
import org.bitadapt.runtime.vector.memory.Scratch;
import org.bitadapt.runtime.vector.memory.ScratchSizes;

/**
 * The linear layers at a network's end for as many images at once as a tile has pixels. Each image is a pixel of maps that
 * are one row high, and each linear layer a convolution of 1 x 1, so that weights and tables serve all images.
 */
final class LinearTail {
    private final PackedNetwork network;
    private final int first;
    private final List<MapLayout> layouts;
    private final List<Layer> layers;
    private final List<KernelCall[]> steps;
    private final ScratchSizes sizes = new ScratchSizes();

    /** Orders the weights of a network that {@link #suits} accepts. */
    LinearTail(PackedNetwork network, List<MapLayout> layouts) {
        this.network = network;
        this.layouts = layouts;
        first = first(network, layouts);
        layers = IntStream.range(first, network.operations().size())
                .mapToObj(number -> tiled(Layer.of(network, layouts, number)))
                .toList();
        steps = layers.stream().map(this::steps).toList();
    }

    /**
     * Whether a network ends in linear layers, each reading the operation before it, at least one with weights of sign planes.
     */
    static boolean suits(PackedNetwork network, List<MapLayout> layouts) {
        return network.operations().stream()
                .skip(first(network, layouts))
                .map(Convolution.class::cast)
                .anyMatch(convolution -> convolution.weightType() != WeightType.INT8);
    }

    private static int first(PackedNetwork network, List<MapLayout> layouts) {
        int first = network.operations().size();
        while (isLinear(network, layouts, first - 1)) {
            first--;
        }
        return first;
    }

    private static boolean isLinear(PackedNetwork network, List<MapLayout> layouts, int number) {
        if (!(network.operations().get(number) instanceof Convolution convolution)) {
            return false;
        }
        Layer layer = Layer.of(network, layouts, number);
        return convolution.input() == number - 1
                && convolution.residual().isEmpty()
                && convolution.padding() == 0
                && layer.kernelPixels() == layer.in().pixels()
                && layer.inLayout().type() == ElementType.U8
                && layer.in().elements() <= Limits.MAX_CHANNELS;
    }

    /** A linear layer as a convolution of 1 x 1 over a tile of pixels. */
    private static Layer tiled(Layer layer) {
        SlotShape in = new SlotShape(layer.in().elements(), 1, Lanes.TILE);
        SlotShape out = new SlotShape(layer.out().channels(), 1, Lanes.TILE);
        Convolution convolution = pixelwise(layer.convolution());
        FeatureMap output =
                new FeatureMap(layer.number(), out, layout(layer.convolution().outputType(), out));
        FeatureMap input = new FeatureMap(layer.convolution().input(), in, layout(ElementType.U8, in));
        return new Layer(convolution, input, output, output);
    }

    private static Convolution pixelwise(Convolution linear) {
        Convolution binary = Convolution.of(linear.input(), linear.outputChannels(), 1)
                .withOutput(linear.outputType())
                .withCodeBits(linear.codeBits());
        return linear.weightType() == WeightType.INT8
                ? binary.withWeights(WeightType.INT8)
                : binary.withPlanes(linear.planes());
    }

    private static MapLayout layout(ElementType type, SlotShape shape) {
        return new MapLayout(type, Lanes.TILE, 0, Lanes.TILE, 1, shape.elements());
    }

    private KernelCall[] steps(Layer layer) {
        return PlanarForm.overPlanes(network, layer, sizes).toArray(KernelCall[]::new);
    }

    /** The maps that layers read, and the last layer's output. */
    private List<FeatureMap> maps() {
        FeatureMap last = layers.get(layers.size() - 1).output();
        return Stream.concat(layers.stream().map(Layer::input), Stream.of(last)).toList();
    }

    /** Makes the memory in which one thread runs the layers. */
    Runner open() {
        return new Runner();
    }

    /** Runs the layers for the images whose codes were taken. */
    final class Runner {
        private final Maps maps = Maps.of(maps(), sizes);
        private final Scratch scratch = new Scratch(sizes);
        private final Layer before = Layer.of(network, layouts, first);

        /** The number of the first operation that the runner runs. */
        int firstOperation() {
            return first;
        }

        /** Takes an image's input of the first layer as a pixel. */
        void take(Maps all, int image) {
            byte[] source = all.codes(before.convolution().input());
            byte[] target = maps.codes(before.convolution().input());
            int pixels = before.in().pixels();
            int to = image;
            for (int channel = 0; channel < before.in().channels(); channel++) {
                int from = before.inLayout().plane(channel);
                for (int pixel = 0;
                        pixel < pixels;
                        pixel++, to += Lanes.TILE, from += before.inLayout().step()) {
                    target[to] = source[from];
                }
            }
        }

        /** Runs all layers. */
        void run(OperationListener listener) {
            for (int i = 0; i < steps.size(); i++) {
                for (KernelCall step : steps.get(i)) {
                    step.run(maps, scratch, Share.WHOLE);
                }
                listener.finished(first + i);
            }
        }

        /** Writes an image's logits. */
        void write(int image, float[] logits, int at) {
            Layer last = layers.get(layers.size() - 1);
            float[] values = maps.values(last.number());
            int lane = image % 2 * Lanes.HALF + image / 2;
            for (int output = 0; output < last.out().channels(); output++) {
                logits[at + output] = values[last.outLayout().plane(output) + lane];
            }
        }
    }
}
