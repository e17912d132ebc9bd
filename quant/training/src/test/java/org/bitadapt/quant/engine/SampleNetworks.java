package org.bitadapt.quant.engine;

import java.util.ArrayList;
import java.util.List;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Node;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;

/** Small networks that together use every kind of step. */
public final class SampleNetworks {

    private final List<Node> nodes = new ArrayList<>();
    private final WeightPrecision outer;
    private final WeightPrecision inner;
    private final MapPrecision map;

    private SampleNetworks(boolean quantized) {
        this.outer = quantized ? WeightPrecision.INT8 : WeightPrecision.FLOAT32;
        this.inner = quantized ? WeightPrecision.BINARY : WeightPrecision.FLOAT32;
        this.map = quantized ? MapPrecision.UINT8 : MapPrecision.FLOAT32;
    }

    /** Residual blocks with an identity and with a projection, odd sizes, strided. */
    public static NetworkSpec floatResidual() {
        return new SampleNetworks(false).residual();
    }

    /** {@link #floatResidual} with 1-bit weights and 8-bit maps, and 8-bit weights at both ends. */
    public static NetworkSpec binaryResidual() {
        return new SampleNetworks(true).residual();
    }

    /** A quantized network with other planes of its 1-bit layers and other bits of its maps. */
    public static NetworkSpec withWidth(NetworkSpec network, int weights, int maps) {
        return network.mapLayers(node -> {
            if (node.layer() instanceof LayerSpec.Weighted layer
                    && layer.weights().hasPlanes()) {
                return layer.withWeights(WeightPrecision.ofPlanes(weights));
            }
            return node.layer() instanceof LayerSpec.Activation
                    ? new LayerSpec.Activation(MapPrecision.ofBits(maps))
                    : node.layer();
        });
    }

    /** Biases instead of batch norm, max pooling, dropout, a hidden linear layer. */
    public static NetworkSpec floatChain() {
        return new SampleNetworks(false).chain();
    }

    /** {@link #floatChain} with 1-bit weights and 8-bit maps, and 8-bit weights at both ends. */
    public static NetworkSpec binaryChain() {
        return new SampleNetworks(true).chain();
    }

    /** A global average with two readers, the first of which leads to a map larger than the averaged map. */
    public static NetworkSpec floatFork() {
        return new SampleNetworks(false).fork();
    }

    /** {@link #floatFork} with 1-bit weights and 8-bit maps, and 8-bit weights at both ends. */
    public static NetworkSpec binaryFork() {
        return new SampleNetworks(true).fork();
    }

    private NetworkSpec residual() {
        convolution("stem", NetworkSpec.INPUT, 5, 3, 1, outer);
        relu("stem.relu", "stem.norm");
        convolution("a1", "stem.relu", 5, 3, 1, inner);
        relu("a1.relu", "a1.norm");
        convolution("a2", "a1.relu", 5, 3, 1, inner);
        add("a.add", "a2.norm", "stem.relu");
        relu("a.relu", "a.add");
        convolution("b1", "a.relu", 9, 3, 2, inner);
        relu("b1.relu", "b1.norm");
        convolution("b.project", "a.relu", 9, 1, 2, inner);
        convolution("b2", "b1.relu", 9, 3, 1, inner);
        add("b.add", "b2.norm", "b.project.norm");
        relu("b.relu", "b.add");
        node("pool", new LayerSpec.GlobalAveragePool(), "b.relu");
        node("classes", new LayerSpec.Linear(4, true, outer), "pool");
        return new NetworkSpec("residual", new Shape(3, 7, 6), nodes);
    }

    private NetworkSpec chain() {
        node("conv1", new LayerSpec.Conv2d(6, 5, 2, 2, true, outer), NetworkSpec.INPUT);
        relu("relu1", "conv1");
        node("pool1", new LayerSpec.MaxPool(3, 2, 1), "relu1");
        node("conv2", new LayerSpec.Conv2d(7, 3, 1, 1, true, inner), "pool1");
        relu("relu2", "conv2");
        node("flat", new LayerSpec.Flatten(), "relu2");
        node("drop", new LayerSpec.Dropout(0.5), "flat");
        node("hidden", new LayerSpec.Linear(11, true, inner), "drop");
        relu("relu3", "hidden");
        node("classes", new LayerSpec.Linear(4, true, outer), "relu3");
        return new NetworkSpec("chain", new Shape(3, 13, 11), nodes);
    }

    private NetworkSpec fork() {
        convolution("stem", NetworkSpec.INPUT, 5, 3, 1, outer);
        relu("stem.relu", "stem.norm");
        node("pool", new LayerSpec.GlobalAveragePool(), "stem.relu");
        node("near", new LayerSpec.Linear(4, true, outer), "pool");
        node("wide", new LayerSpec.Linear(300, true, inner), "pool");
        relu("wide.relu", "wide");
        node("far", new LayerSpec.Linear(4, true, outer), "wide.relu");
        add("classes", "far", "near");
        return new NetworkSpec("fork", new Shape(3, 7, 6), nodes);
    }

    private void convolution(String name, String input, int outputs, int kernel, int stride, WeightPrecision weights) {
        node(name, new LayerSpec.Conv2d(outputs, kernel, stride, kernel / 2, false, weights), input);
        node(name + ".norm", LayerSpec.BatchNorm.STANDARD, name);
    }

    private void relu(String name, String input) {
        node(name, new LayerSpec.Activation(map), input);
    }

    private void add(String name, String left, String right) {
        nodes.add(new Node(name, new LayerSpec.Add(), List.of(left, right)));
    }

    private void node(String name, LayerSpec layer, String input) {
        nodes.add(new Node(name, layer, List.of(input)));
    }
}
