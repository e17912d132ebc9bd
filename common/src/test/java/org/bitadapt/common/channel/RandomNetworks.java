package org.bitadapt.common.channel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Node;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;

/** Small random graphs with sums, flattens and several readers of one map. */
final class RandomNetworks {

    private static final int STEPS = 9;
    private static final int CLASSES = 5;

    private final Random random;
    private final List<Node> nodes = new ArrayList<>();
    private final Shape input = new Shape(3, 4, 4);

    private RandomNetworks(long seed) {
        random = new Random(seed);
    }

    static NetworkSpec of(long seed) {
        return new RandomNetworks(seed).build();
    }

    private NetworkSpec build() {
        for (int i = 0; i < STEPS; i++) {
            grow();
        }
        return new NetworkSpec("random", input, finished());
    }

    private void grow() {
        List<String> names = new ArrayList<>(shapes().keySet());
        String from = names.get(random.nextInt(names.size()));
        switch (random.nextInt(8)) {
            case 0, 1 -> put(new LayerSpec.Conv2d(2 + random.nextInt(2), 1, 1, 0, true, WeightPrecision.FLOAT32), from);
            case 2 -> put(LayerSpec.BatchNorm.STANDARD, shapes().get(from).isVector() ? NetworkSpec.INPUT : from);
            case 3 -> put(new LayerSpec.Activation(MapPrecision.FLOAT32), from);
            case 4 -> put(new LayerSpec.Flatten(), from);
            case 5 -> put(new LayerSpec.GlobalAveragePool(), from);
            default -> sum(names, from);
        }
    }

    private void sum(List<String> names, String from) {
        Map<String, Shape> shapes = shapes();
        List<String> equal = names.stream()
                .filter(name -> shapes.get(name).equals(shapes.get(from)))
                .toList();
        put(new LayerSpec.Add(), from, equal.get(random.nextInt(equal.size())));
    }

    /** Flattens every map that nothing reads into a linear layer, and adds up the linear layers' outputs. */
    private List<Node> finished() {
        List<String> read =
                nodes.stream().flatMap(node -> node.inputs().stream()).toList();
        List<String> ends = new ArrayList<>(shapes().keySet());
        ends.removeAll(read);
        String scores = null;
        for (String end : ends) {
            String branch = put(
                    new LayerSpec.Linear(CLASSES, true, WeightPrecision.FLOAT32), put(new LayerSpec.Flatten(), end));
            scores = scores == null ? branch : put(new LayerSpec.Add(), scores, branch);
        }
        return nodes;
    }

    private Map<String, Shape> shapes() {
        Map<String, Shape> shapes = new LinkedHashMap<>(Map.of(NetworkSpec.INPUT, input));
        for (Node node : nodes) {
            shapes.put(node.name(), shape(node, shapes.get(node.input())));
        }
        return shapes;
    }

    private static Shape shape(Node node, Shape in) {
        LayerSpec layer = node.layer();
        if (layer instanceof LayerSpec.Weighted weighted) {
            return new Shape(weighted.outputs(), in.height(), in.width());
        }
        if (layer instanceof LayerSpec.GlobalAveragePool) {
            return Shape.vector(in.channels());
        }
        return layer instanceof LayerSpec.Flatten ? Shape.vector(in.size()) : in;
    }

    private String put(LayerSpec layer, String... inputs) {
        nodes.add(new Node("n" + (nodes.size() + 1), layer, List.of(inputs)));
        return "n" + nodes.size();
    }
}
