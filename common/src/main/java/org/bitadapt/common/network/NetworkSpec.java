package org.bitadapt.common.network;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A network: an immutable, topologically ordered graph of layers with one input image and one vector of class scores.
 *
 * <p>A network is valid by construction: its shapes are inferred and checked, every node but the last is used, and the
 * last node gives a vector. The values of weights are not part of a specification.
 *
 * @param name what users call it, such as {@code resnet20}
 * @param input shape of the image
 * @param nodes the nodes, each after its inputs; the last node is the output
 */
public record NetworkSpec(String name, Shape input, List<Node> nodes) implements Serializable {

    /** The name by which nodes refer to the image. */
    public static final String INPUT = "input";

    public NetworkSpec {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("Invalid network name: " + name + " (must not be empty)");
        }
        Checks.present("input shape of network " + name, input);
        Checks.present("nodes of network " + name, nodes);
        nodes = List.copyOf(nodes);
        new ShapeInference(name, input).check(nodes);
    }

    /**
     * The output shape of every node, and of {@link #INPUT}, in the order of the nodes.
     *
     * @return a new map; O(nodes) to make
     */
    public Map<String, Shape> shapes() {
        return new ShapeInference(name, input).infer(nodes);
    }

    /** The number of classes: the length of the output vector. */
    public int classes() {
        return shapes().get(output().name()).channels();
    }

    /** The node that gives the class scores. */
    public Node output() {
        return nodes.get(nodes.size() - 1);
    }

    /**
     * The node with the given name.
     *
     * @throws NoSuchElementException if no node has the name
     */
    public Node node(String nodeName) {
        return nodes.stream()
                .filter(node -> node.name().equals(nodeName))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("No node " + nodeName + " in network " + name));
    }

    /** The convolutions and linear layers, in order. */
    public List<Node> weighted() {
        return nodes.stream()
                .filter(node -> node.layer() instanceof LayerSpec.Weighted)
                .toList();
    }

    /** The nodes that read each node (and {@link #INPUT}), in order; a node that reads another twice is listed once. */
    public Map<String, List<Node>> consumers() {
        Map<String, List<Node>> result = new LinkedHashMap<>();
        result.put(INPUT, new ArrayList<>());
        nodes.forEach(node -> result.put(node.name(), new ArrayList<>()));
        nodes.forEach(node -> node.inputs().stream()
                .distinct()
                .forEach(producer -> result.get(producer).add(node)));
        result.replaceAll((producer, readers) -> List.copyOf(readers));
        return result;
    }

    /** A copy of this network in which every node has the layer that {@code change} makes of the node. */
    public NetworkSpec mapLayers(Function<Node, LayerSpec> change) {
        return new NetworkSpec(
                name,
                input,
                nodes.stream().map(node -> node.withLayer(change.apply(node))).toList());
    }

    /** A copy of this network under another name. */
    public NetworkSpec renamed(UnaryOperator<String> rename) {
        return new NetworkSpec(rename.apply(name), input, nodes);
    }
}
