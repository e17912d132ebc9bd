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
 * @param nodes the nodes, each after its inputs; the last node is the output. Precisions are those of the widest width
 * @param widths the bit widths at which the network runs, two or more and ascending; none for a network that has only the
 *     widths of its nodes
 */
public record NetworkSpec(String name, Shape input, List<Node> nodes, List<Width> widths) implements Serializable {

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
        widths = List.copyOf(widths);
        checkWidths(widths, nodes);
    }

    /** A network of one width. */
    public NetworkSpec(String name, Shape input, List<Node> nodes) {
        this(name, input, nodes, List.of());
    }

    private static void checkWidths(List<Width> widths, List<Node> nodes) {
        if (widths.isEmpty()) {
            return;
        }
        Width widest = widest(widths);
        if (widths.size() == 1 || !widths.stream().distinct().sorted().toList().equals(widths)) {
            throw new IllegalArgumentException(
                    "Invalid widths: " + widths + " (must be two or more, ascending and different)");
        }
        for (Node node : nodes) {
            if (!widest.narrowed(node.layer()).equals(node.layer())) {
                throw new IllegalArgumentException("Invalid widths: " + widths + " (node " + node.name()
                        + " is wider than the widest; must be as wide or narrower)");
            }
        }
        if (ownWidth(nodes).weights() != widest.weights()) {
            throw new IllegalArgumentException(
                    "Invalid widths: " + widths + " (must end with the most planes of a layer, "
                            + ownWidth(nodes).weights() + ")");
        }
    }

    private static Width widest(List<Width> widths) {
        return widths.get(widths.size() - 1);
    }

    /** The widths at which the network runs, ascending; {@link Width#WIDEST} alone where it has only those of its nodes. */
    public List<Width> allWidths() {
        return widths.isEmpty() ? List.of(Width.WIDEST) : widths;
    }

    /** The most planes and the most bits of the nodes; 1 and 8 where no node has planes or codes. */
    public Width ownWidth() {
        return ownWidth(nodes);
    }

    private static Width ownWidth(List<Node> nodes) {
        int planes = 1;
        int bits = 0;
        for (Node node : nodes) {
            if (node.layer() instanceof LayerSpec.Weighted layer) {
                planes = Math.max(planes, layer.weights().planes());
            } else if (node.layer() instanceof LayerSpec.Activation relu
                    && relu.map().quantized()) {
                bits = Math.max(bits, relu.map().bits());
            }
        }
        return new Width(planes, bits == 0 ? MapPrecision.MOST_BITS : bits);
    }

    /**
     * This network at one width, as a network of its own.
     *
     * @param width one of {@link #widths()}, or any other
     */
    public NetworkSpec at(Width width) {
        return withWidths(List.of()).mapLayers(node -> width.narrowed(node.layer()));
    }

    /**
     * This network with other widths.
     *
     * @param others none for the widths of the nodes
     */
    public NetworkSpec withWidths(List<Width> others) {
        return new NetworkSpec(name, input, nodes, others);
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
                nodes.stream().map(node -> node.withLayer(change.apply(node))).toList(),
                widths);
    }

    /** A copy of this network under another name. */
    public NetworkSpec renamed(UnaryOperator<String> rename) {
        return new NetworkSpec(rename.apply(name), input, nodes, widths);
    }
}
