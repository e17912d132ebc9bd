package org.bitadapt.common.network;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Infers and checks the shapes of a network's feature maps, node after node. */
final class ShapeInference {

    private final String network;
    private final Shape input;

    ShapeInference(String network, Shape input) {
        this.network = network;
        this.input = input;
    }

    /** Infers all shapes and checks that every node is used and the output is a vector. */
    void check(List<Node> nodes) {
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("Invalid network " + network + ": no nodes (must have at least one)");
        }
        Map<String, Shape> shapes = infer(nodes);
        Set<String> unused = new HashSet<>(shapes.keySet());
        nodes.forEach(node -> node.inputs().forEach(unused::remove));
        Node last = nodes.get(nodes.size() - 1);
        unused.remove(last.name());
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException("Invalid network " + network + ": nothing reads "
                    + unused.stream().sorted().toList());
        }
        if (!shapes.get(last.name()).isVector()) {
            throw new IllegalArgumentException("Invalid network " + network + ": output " + last.name() + " has shape "
                    + shapes.get(last.name()) + " (must be a vector of class scores)");
        }
    }

    Map<String, Shape> infer(List<Node> nodes) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        shapes.put(NetworkSpec.INPUT, input);
        for (Node node : nodes) {
            List<Shape> inputs = node.inputs().stream()
                    .map(name -> known(shapes, node, name))
                    .toList();
            if (shapes.put(node.name(), outputShape(node, inputs)) != null) {
                throw invalid(node, "the name is taken (must be unique and not '" + NetworkSpec.INPUT + "')");
            }
        }
        return shapes;
    }

    private Shape known(Map<String, Shape> shapes, Node node, String name) {
        Shape shape = shapes.get(name);
        if (shape == null) {
            throw invalid(
                    node, "unknown input '" + name + "' (must be '" + NetworkSpec.INPUT + "' or an earlier node)");
        }
        return shape;
    }

    private Shape outputShape(Node node, List<Shape> inputs) {
        Shape in = inputs.get(0);
        LayerSpec layer = node.layer();
        if (layer instanceof LayerSpec.Conv2d conv) {
            if (in.channels() % conv.groups() != 0) {
                throw invalid(
                        node, conv.groups() + " groups of " + in.channels() + " channels (must divide the channels)");
            }
            return new Shape(
                    conv.outputs(),
                    window(node, in.height(), conv.kernel(), conv.stride(), conv.padding()),
                    window(node, in.width(), conv.kernel(), conv.stride(), conv.padding()));
        }
        if (layer instanceof LayerSpec.MaxPool pool) {
            return new Shape(
                    in.channels(),
                    window(node, in.height(), pool.kernel(), pool.stride(), pool.padding()),
                    window(node, in.width(), pool.kernel(), pool.stride(), pool.padding()));
        }
        if (layer instanceof LayerSpec.Linear linear) {
            if (!in.isVector()) {
                throw invalid(node, "input has shape " + in + " (must be a vector; put a flatten before it)");
            }
            return Shape.vector(linear.outputs());
        }
        if (layer instanceof LayerSpec.Add && !in.equals(inputs.get(1))) {
            throw invalid(node, "adds shapes " + in + " and " + inputs.get(1) + " (must be equal)");
        }
        if (layer instanceof LayerSpec.GlobalAveragePool) {
            return Shape.vector(in.channels());
        }
        return layer instanceof LayerSpec.Flatten ? Shape.vector(in.size()) : in;
    }

    private int window(Node node, int size, int kernel, int stride, int padding) {
        int padded = size + 2 * padding;
        if (padded < kernel) {
            throw invalid(node, "kernel " + kernel + " does not fit an input of " + size + " with padding " + padding);
        }
        return (padded - kernel) / stride + 1;
    }

    private IllegalArgumentException invalid(Node node, String why) {
        return new IllegalArgumentException("Invalid network " + network + ", node " + node.name() + ": " + why);
    }
}
