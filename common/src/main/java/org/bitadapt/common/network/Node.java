package org.bitadapt.common.network;

import java.io.Serializable;
import java.util.List;

/**
 * A named layer in a network and where its inputs come from.
 *
 * @param name a name that is unique in the network, of letters, digits, dots, dashes and underscores
 * @param layer what the node computes
 * @param inputs names of earlier nodes, or {@link NetworkSpec#INPUT}; two for {@link LayerSpec.Add}, else one
 */
public record Node(String name, LayerSpec layer, List<String> inputs) implements Serializable {

    public Node {
        if (name == null || !name.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException(
                    "Invalid node name: " + name + " (must be letters, digits, dots, dashes and underscores)");
        }
        Checks.present("layer of node " + name, layer);
        Checks.present("inputs of node " + name, inputs);
        inputs = List.copyOf(inputs);
        int expected = layer instanceof LayerSpec.Add ? 2 : 1;
        if (inputs.size() != expected) {
            throw new IllegalArgumentException(
                    "Invalid inputs of node " + name + ": " + inputs + " (must be " + expected + ")");
        }
    }

    /** A copy of this node with another layer. */
    public Node withLayer(LayerSpec other) {
        return new Node(name, other, inputs);
    }

    /** The first input, which is the only input but for {@link LayerSpec.Add}. */
    public String input() {
        return inputs.get(0);
    }
}
