package org.bitadapt.quant.onnx.reading;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Node;
import org.bitadapt.common.network.Shape;

/** A list of layers that is changed by steps which keep what the layers compute. */
final class Layers {

    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private String output;

    /**
     * The layers on which an output depends.
     *
     * @param all the layers, each behind those that it reads
     */
    Layers(List<Node> all, String output) {
        this.output = output;
        Set<String> reached = new HashSet<>(Set.of(output));
        for (int i = all.size() - 1; i >= 0; i--) {
            if (reached.contains(all.get(i).name())) {
                reached.addAll(all.get(i).inputs());
            }
        }
        all.stream().filter(node -> reached.contains(node.name())).forEach(node -> nodes.put(node.name(), node));
    }

    List<Node> list() {
        return List.copyOf(nodes.values());
    }

    /** The layer of a name; empty for the image. */
    Optional<Node> node(String name) {
        return Optional.ofNullable(nodes.get(name));
    }

    /** Whether a layer is read once, and is not the output. */
    boolean isReadOnce(String name) {
        return !name.equals(output) && readers().getOrDefault(name, 0L) == 1;
    }

    private Map<String, Long> readers() {
        return nodes.values().stream()
                .flatMap(node -> node.inputs().stream())
                .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
    }

    /** Takes a layer of one input out; what read it reads its input. */
    void remove(Node node) {
        nodes.remove(node.name());
        redirect(node.name(), node.input());
        output = output.equals(node.name()) ? node.input() : output;
    }

    private void redirect(String from, String to) {
        nodes.replaceAll((name, node) -> new Node(
                name,
                node.layer(),
                node.inputs().stream()
                        .map(input -> input.equals(from) ? to : input)
                        .toList()));
    }

    void replace(Node node) {
        nodes.put(node.name(), node);
    }

    /** Puts a layer behind another, between it and all that read it. */
    void insertBehind(String name, String inserted, LayerSpec layer) {
        redirect(name, inserted);
        output = output.equals(name) ? inserted : output;
        List<Node> before = new ArrayList<>(nodes.values());
        nodes.clear();
        for (Node node : before) {
            nodes.put(node.name(), node);
            if (node.name().equals(name)) {
                nodes.put(inserted, new Node(inserted, layer, List.of(name)));
            }
        }
    }

    /** The network; its last node is the output. */
    NetworkSpec network(String name, Shape image) {
        return new NetworkSpec(name, image, list());
    }
}
