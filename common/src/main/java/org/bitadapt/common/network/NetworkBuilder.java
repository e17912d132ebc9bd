package org.bitadapt.common.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Builds a {@link NetworkSpec} front to back; each layer reads the one before it unless told otherwise.
 *
 * <pre>{@code
 * NetworkSpec network = new NetworkBuilder("tiny", new Shape(3, 32, 32))
 *         .then("conv1", new Conv2d(16, 3, 1, 1, true, FLOAT32))
 *         .then("relu1", new Activation(MapPrecision.FLOAT32))
 *         .then("conv2", new Conv2d(16, 3, 1, 1, true, FLOAT32))
 *         .add("sum", "relu1")
 *         .then("pool", new GlobalAveragePool())
 *         .then("fc", new Linear(10, true, FLOAT32))
 *         .build();
 * }</pre>
 */
public final class NetworkBuilder {

    private final String name;
    private final Shape input;
    private final List<Node> nodes = new ArrayList<>();
    private String last = NetworkSpec.INPUT;

    /** Starts a network that has only its input. */
    public NetworkBuilder(String name, Shape input) {
        this.name = name;
        this.input = input;
    }

    /** Adds a layer that reads the last node. */
    public NetworkBuilder then(String node, LayerSpec layer) {
        return put(new Node(node, layer, List.of(last)));
    }

    /** Adds the sum of the last node and another node. */
    public NetworkBuilder add(String node, String other) {
        return put(new Node(node, new LayerSpec.Add(), List.of(last, other)));
    }

    /** Makes the next layer read {@code node}, which starts a branch. */
    public NetworkBuilder from(String node) {
        last = node;
        return this;
    }

    /** The node that the next layer reads. */
    public String last() {
        return last;
    }

    /**
     * Builds the network.
     *
     * @throws IllegalArgumentException if the network is not valid by the rules of {@link NetworkSpec}
     */
    public NetworkSpec build() {
        return new NetworkSpec(name, input, nodes);
    }

    private NetworkBuilder put(Node node) {
        nodes.add(node);
        last = node.name();
        return this;
    }
}
