package org.bitadapt.common.lowering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bitadapt.common.lowering.FeatureMap.Kind;
import org.bitadapt.common.lowering.Step.NamedLayer;
import org.bitadapt.common.lowering.Step.Window;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Node;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;

/**
 * Fuses each weighted layer with the batch norm, the sum and the activation behind it.
 *
 * <p>A sum of two unfinished branches belongs to the branch whose weighted layer comes later; the other branch is
 * materialized as floats.
 */
final class Lowering {

    private final NetworkSpec spec;
    private final Map<String, Shape> shapes;
    private final Map<String, List<Node>> consumers;
    private final List<FeatureMap> maps = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, FeatureMap> mapOfNode = new HashMap<>();
    private final Set<String> fused = new HashSet<>();
    /** Nodes whose map keeps its height and width, although the network has it as a vector. */
    private final Set<String> flattened = new HashSet<>();

    Lowering(NetworkSpec spec) {
        this.spec = spec;
        this.shapes = spec.shapes();
        this.consumers = spec.consumers();
    }

    LoweredNetwork lower() {
        newMap(NetworkSpec.INPUT, spec.input(), Kind.PIXELS, Byte.SIZE);
        for (Node node : spec.nodes()) {
            if (!fused.contains(node.name())) {
                lower(node);
            }
        }
        if (flattened.contains(spec.output().name())) {
            throw unsupported(
                    spec.output(),
                    "gives scores from a flattened map (must be read by a linear layer, or dropout before one)");
        }
        return new LoweredNetwork(spec, maps, steps);
    }

    private void lower(Node node) {
        LayerSpec layer = node.layer();
        if (layer instanceof LayerSpec.Weighted weighted) {
            product(node, weighted);
        } else if (layer instanceof LayerSpec.Flatten) {
            FeatureMap in = mapOf(node, node.input());
            mapOfNode.put(node.name(), in);
            markFlattened(node, in);
        } else if (layer instanceof LayerSpec.MaxPool pool) {
            FeatureMap in = mapOf(node, node.input());
            Window window = new Window(pool.kernel(), pool.kernel(), pool.stride(), pool.padding());
            steps.add(new Step.MaxPool(
                    node.name(), window, in, newMap(node.name(), shapes.get(node.name()), in.kind(), in.bits())));
        } else if (layer instanceof LayerSpec.GlobalAveragePool) {
            FeatureMap in = mapOf(node, node.input());
            Kind kind = in.kind() == Kind.CODES ? Kind.MEAN_CODES : in.kind();
            steps.add(new Step.GlobalAverage(
                    node.name(), in, newMap(node.name(), shapes.get(node.name()), kind, in.bits())));
        } else if (layer instanceof LayerSpec.Dropout dropout) {
            FeatureMap in = mapOf(node, node.input());
            steps.add(new Step.Drop(
                    node.name(), dropout.rate(), in, newMap(node.name(), in.shape(), in.kind(), in.bits())));
            markFlattened(node, in);
        } else {
            throw unsupported(node, "does not follow a convolution or linear layer of its own");
        }
    }

    private void product(Node node, LayerSpec.Weighted layer) {
        FeatureMap in = mapOf(node, node.input());
        checkPrecision(node, layer, in);
        Node last = node;
        Optional<NamedLayer<LayerSpec.BatchNorm>> batchNorm = Optional.empty();
        Optional<FeatureMap> residual = Optional.empty();
        Optional<NamedLayer<LayerSpec.Activation>> activation = Optional.empty();
        Optional<Node> next = onlyConsumer(last);
        if (next.isPresent() && next.get().layer() instanceof LayerSpec.BatchNorm norm) {
            last = fuse(next.get());
            batchNorm = Optional.of(new NamedLayer<>(last.name(), norm));
            next = onlyConsumer(last);
        }
        if (next.isPresent() && next.get().layer() instanceof LayerSpec.Add) {
            residual = otherBranch(next.get(), last.name());
            if (residual.isPresent()) {
                last = fuse(next.get());
                next = onlyConsumer(last);
            }
        }
        if (next.isPresent() && next.get().layer() instanceof LayerSpec.Activation relu) {
            last = fuse(next.get());
            activation = Optional.of(new NamedLayer<>(last.name(), relu));
        }
        boolean codes = activation.isPresent() && activation.get().layer().map().quantized();
        int bits = codes ? activation.get().layer().map().bits() : Float.SIZE;
        FeatureMap out = newMap(last.name(), shapes.get(last.name()), codes ? Kind.CODES : Kind.FLOATS, bits);
        steps.add(new Step.Product(
                node.name(), layer, window(layer, in.shape()), in, batchNorm, residual, activation, out));
    }

    private static Window window(LayerSpec.Weighted layer, Shape input) {
        return layer instanceof LayerSpec.Conv2d conv
                ? new Window(conv.kernel(), conv.kernel(), conv.stride(), conv.padding())
                : new Window(input.height(), input.width(), 1, 0);
    }

    private void checkPrecision(Node node, LayerSpec.Weighted layer, FeatureMap in) {
        boolean floatWeights = layer.weights() == WeightPrecision.FLOAT32;
        if (in.kind() != Kind.PIXELS && floatWeights != (in.kind() == Kind.FLOATS)) {
            throw unsupported(
                    node,
                    "has " + layer.weights() + " weights over " + (floatWeights ? "8-bit" : "FLOAT32")
                            + " maps (must be FLOAT32 over FLOAT32, or BINARY or INT8 over UINT8)");
        }
    }

    /**
     * The other input of a sum, if that map exists already. Otherwise the sum belongs to the other branch, which comes
     * later.
     */
    private Optional<FeatureMap> otherBranch(Node sum, String branch) {
        String other = sum.inputs().get(0).equals(branch)
                ? sum.inputs().get(1)
                : sum.inputs().get(0);
        checkReader(sum, other);
        return Optional.ofNullable(mapOfNode.get(other));
    }

    private Optional<Node> onlyConsumer(Node node) {
        List<Node> readers = consumers.get(node.name());
        return readers.size() == 1 ? Optional.of(readers.get(0)) : Optional.empty();
    }

    private Node fuse(Node node) {
        fused.add(node.name());
        return node;
    }

    private FeatureMap newMap(String node, Shape shape, Kind kind, int bits) {
        FeatureMap map = new FeatureMap(maps.size(), node, shape, kind, bits);
        maps.add(map);
        mapOfNode.put(node, map);
        return map;
    }

    private void markFlattened(Node node, FeatureMap in) {
        if (!shapes.get(node.name()).equals(in.shape())) {
            flattened.add(node.name());
        }
    }

    /**
     * Refuses all readers of a flattened map but linear layers, dropout and flatten: steps see the map before it.
     */
    private void checkReader(Node reader, String producer) {
        boolean vector = reader.layer() instanceof LayerSpec.Linear
                || reader.layer() instanceof LayerSpec.Dropout
                || reader.layer() instanceof LayerSpec.Flatten;
        if (flattened.contains(producer) && !vector) {
            throw unsupported(reader, "reads a flattened map (must be a linear layer, or dropout before one)");
        }
    }

    private FeatureMap mapOf(Node reader, String producer) {
        checkReader(reader, producer);
        FeatureMap map = mapOfNode.get(producer);
        if (map == null) {
            throw unsupported(reader, "reads " + producer + ", which is fused with the layer behind it");
        }
        return map;
    }

    private IllegalArgumentException unsupported(Node node, String why) {
        return new IllegalArgumentException("Unsupported network " + spec.name() + ": node " + node.name() + " " + why);
    }
}
