package org.bitadapt.quant.onnx.reading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.LayerSpec.BatchNorm;
import org.bitadapt.common.network.Node;

/**
 * Puts the layers of a draft in the form that engines execute: each convolution or linear layer, the batch norm behind it,
 * the sum, the activation. Every step keeps what the network computes.
 *
 * <ol>
 *   <li>Batch norms and constants in a row become one batch norm.
 *   <li>Constants behind a layer with weights are multiplied into its weights and added to its bias.
 *   <li>A ReLU behind max pools or dropout goes in front of them: {@code relu(max(x)) = max(relu(x))}.
 *   <li>A batch norm is put behind each layer with weights that has none, except the last, and takes the layer's bias.
 * </ol>
 */
final class Assembly {

    private static final String RESTORED = ".norm";

    private final Draft draft;
    private final Layers layers;
    private final Map<String, Weights> weights;
    private final Map<String, Norm> norms;
    private final List<String> restored = new ArrayList<>();

    private Assembly(Draft draft, Layers layers) {
        this.draft = draft;
        this.layers = layers;
        this.weights = new HashMap<>(draft.weights());
        this.norms = new HashMap<>(draft.norms());
    }

    /**
     * Layers and their numbers.
     *
     * @param weights the numbers of the layers with weights, by name; a batch norm's are those of the layer that it follows
     * @param restored the names of the batch norms that were put behind layers
     */
    record Assembled(Layers layers, Map<String, Weights> weights, List<String> restored) {}

    /**
     * Assembles a draft.
     *
     * @param output the layer that gives the scores
     * @throws InvalidOnnxException if a batch norm or constants do not follow a layer with weights
     */
    static Assembled of(Draft draft, String output) {
        Assembly assembly = new Assembly(draft, new Layers(draft.nodes(), output));
        assembly.mergeNorms();
        assembly.attachNorms();
        assembly.moveActivations();
        assembly.restoreNorms();
        return new Assembled(assembly.layers, Map.copyOf(assembly.weights), List.copyOf(assembly.restored));
    }

    private void mergeNorms() {
        for (Node node : layers.list()) {
            Optional<Node> before =
                    layers.node(layers.node(node.name()).orElseThrow().input());
            if (node.layer() instanceof BatchNorm
                    && before.isPresent()
                    && before.get().layer() instanceof BatchNorm
                    && layers.isReadOnce(before.get().name())) {
                merge(before.get(), layers.node(node.name()).orElseThrow());
            }
        }
    }

    /** Makes one batch norm of two; it has the statistics of the one that is a batch norm in the file. */
    private void merge(Node first, Node second) {
        Norm one = norms.get(first.name());
        Norm two = norms.get(second.name());
        ChannelAffine both =
                new ChannelAffine(one.gain(), one.shift()).then(new ChannelAffine(two.gain(), two.shift()));
        boolean affine = draft.affine().contains(first.name());
        Norm statistics = affine ? before(one, two) : one;
        norms.put(
                first.name(),
                new Norm(both.factor(), both.constant(), statistics.mean(), statistics.variance(), statistics.layer()));
        if (!draft.affine().contains(second.name())) {
            draft.affine().remove(first.name());
        }
        layers.replace(first.withLayer(statistics.layer()));
        layers.remove(second);
    }

    /** A batch norm's statistics of what constants were multiplied with and added to. */
    private static Norm before(Norm constants, Norm norm) {
        double[] mean = norm.mean().clone();
        double[] variance = norm.variance().clone();
        for (int c = 0; c < mean.length; c++) {
            double factor = constants.gain()[c];
            mean[c] = factor == 0 ? 0 : (mean[c] - constants.shift()[c]) / factor;
            variance[c] = factor == 0 ? 1 : variance[c] / (factor * factor);
        }
        return norm.measured(mean, variance);
    }

    private void attachNorms() {
        for (Node node : layers.list()) {
            if (!(node.layer() instanceof BatchNorm)) {
                continue;
            }
            String before = layers.node(node.name()).orElseThrow().input();
            if (!weights.containsKey(before) || !layers.isReadOnce(before)) {
                throw new InvalidOnnxException(
                        "Unsupported network: " + node.name() + " multiplies and adds constants per"
                                + " channel, but does not follow a convolution or linear layer of its own (must follow one directly;"
                                + " networks that normalize before the convolution cannot be imported)");
            }
            Weights attached = weights.get(before).withNorm(norms.get(node.name()));
            if (draft.affine().contains(node.name())) {
                attached = attached.folded();
                layers.remove(layers.node(node.name()).orElseThrow());
            }
            weights.put(before, attached);
            fitBias(before);
        }
    }

    /** Makes a layer say whether it has a bias. */
    private void fitBias(String name) {
        Node node = layers.node(name).orElseThrow();
        boolean bias = weights.get(name).bias().isPresent();
        LayerSpec layer = node.layer() instanceof LayerSpec.Conv2d conv
                ? new LayerSpec.Conv2d(
                        conv.outputs(), conv.kernel(), conv.stride(), conv.padding(), bias, conv.weights())
                : new LayerSpec.Linear(
                        ((LayerSpec.Linear) node.layer()).outputs(), bias, ((LayerSpec.Linear) node.layer()).weights());
        layers.replace(node.withLayer(layer));
    }

    private void moveActivations() {
        for (Node node : layers.list()) {
            if (node.layer() instanceof LayerSpec.Activation) {
                moveForward(layers.node(node.name()).orElseThrow());
            }
        }
    }

    /** Puts a ReLU in front of the max pools and dropout that come directly before it. */
    private void moveForward(Node relu) {
        String first = relu.input();
        while (lets(first)) {
            first = layers.node(first).orElseThrow().input();
        }
        if (first.equals(relu.input())) {
            return;
        }
        layers.remove(relu);
        boolean repeated = layers.node(first)
                .filter(node -> node.layer() instanceof LayerSpec.Activation)
                .isPresent();
        if (!repeated) {
            layers.insertBehind(first, relu.name(), relu.layer());
        }
    }

    /** Whether a layer is a max pool or dropout that a ReLU behind it can go in front of. */
    private boolean lets(String name) {
        return layers.node(name)
                .filter(node -> node.layer() instanceof LayerSpec.MaxPool || node.layer() instanceof LayerSpec.Dropout)
                .filter(node -> layers.isReadOnce(name) && layers.isReadOnce(node.input()))
                .filter(node -> layers.node(node.input()).isPresent())
                .isPresent();
    }

    private void restoreNorms() {
        List<String> weighted = layers.list().stream()
                .map(Node::name)
                .filter(weights::containsKey)
                .toList();
        for (int i = 0; i < weighted.size(); i++) {
            String name = weighted.get(i);
            Weights own = weights.get(name);
            boolean last = i == weighted.size() - 1;
            if (last && own.norm().isEmpty()) {
                continue;
            }
            weights.put(name, own.normalized());
            fitBias(name);
            if (own.norm().isEmpty()) {
                String norm = draft.names().unused(name + RESTORED);
                layers.insertBehind(name, norm, BatchNorm.STANDARD);
                restored.add(norm);
            }
        }
    }
}
