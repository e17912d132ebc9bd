package org.bitadapt.quant.onnx.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.LayerSpec.BatchNorm;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Node;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterRole;

/**
 * A network whose training pass measures the statistics of the batch norms that were put back.
 *
 * <p>Every layer of the imported network is there with its batch norm multiplied in and without dropout, so that a training
 * pass computes what an evaluation of the imported network computes. Beside each layer whose batch norm was put back stands a
 * twin: the same weights, without bias, over the same map, and a batch norm behind it that sees the layer's own products. All
 * statistics thus come of one pass. What twins give is multiplied by 0 and added up, since every map of a network is read.
 */
public final class StatisticsNetwork {

    private static final String TWIN = "twin.";
    private static final String SEEN = ".seen";
    /** A momentum of 0 makes the running statistics those of the last batch. */
    private static final BatchNorm WATCHING = new BatchNorm(BatchNorm.STANDARD.epsilon(), 0);

    private final ImportedNetwork imported;
    private final Map<String, Weights> weights = new LinkedHashMap<>();
    private final Map<String, String> watching = new LinkedHashMap<>();
    private final NetworkSpec spec;

    /**
     * The statistics of a batch norm's input.
     *
     * @param mean one per channel
     * @param variance one per channel
     */
    @SuppressWarnings("ArrayRecordComponent") // made once, never compared
    record Statistics(double[] mean, double[] variance) {}

    /** The network of an imported network that has at least one batch norm that was put back. */
    public StatisticsNetwork(ImportedNetwork imported) {
        this.imported = imported;
        this.spec = build();
    }

    /** The network; it gives one score, 0. */
    public NetworkSpec spec() {
        return spec;
    }

    /** The network's parameters, laid out as its {@link ParameterLayout}; means and second moments are 0. */
    public float[] parameters() {
        ParameterLayout layout = ParameterLayout.of(LoweredNetwork.of(spec));
        float[] vector = ParameterVector.of(spec, weights);
        layout.slices().values().stream()
                .filter(slice -> slice.role() == ParameterRole.SECOND_MOMENT)
                .forEach(slice -> Arrays.fill(vector, slice.offset(), slice.end(), 0));
        return vector;
    }

    /**
     * The imported network with the statistics that training passes have left.
     *
     * <p>Engines leave the variance of a sample, {@code n / (n - 1)} times that by which a training pass divides. Here it
     * becomes the latter, so that a training that begins with the network begins with what the file computes.
     *
     * @param parameters this network's parameters with measured means and second moments
     * @param images the number of images of a pass
     */
    public ImportedNetwork measured(float[] parameters, int images) {
        ParameterLayout layout = ParameterLayout.of(LoweredNetwork.of(spec));
        Map<String, Shape> shapes = spec.shapes();
        Map<String, Statistics> found = new HashMap<>();
        watching.forEach((norm, watcher) -> {
            int mean = layout.slice(watcher, ParameterRole.MEAN).offset();
            int second = layout.slice(watcher, ParameterRole.SECOND_MOMENT).offset();
            int channels = layout.slice(watcher, ParameterRole.MEAN).length();
            double seen = (double) images * shapes.get(watcher).size() / channels;
            Statistics statistics = new Statistics(new double[channels], new double[channels]);
            for (int c = 0; c < channels; c++) {
                statistics.mean[c] = parameters[mean + c];
                double sample = parameters[second + c] - statistics.mean[c] * statistics.mean[c];
                statistics.variance[c] = Math.max(sample * (seen - 1) / seen, 0);
            }
            found.put(norm, statistics);
        });
        return imported.measured(found);
    }

    private NetworkSpec build() {
        NetworkSpec network = imported.spec();
        Map<String, String> normOfLayer = LoweredNetwork.of(network).products().stream()
                .filter(product -> product.batchNorm().isPresent())
                .collect(Collectors.toMap(
                        Step.Product::name,
                        product -> product.batchNorm().orElseThrow().name()));
        Map<String, String> names = new HashMap<>(Map.of(NetworkSpec.INPUT, NetworkSpec.INPUT));
        List<Node> nodes = new ArrayList<>();
        Optional<String> sum = Optional.empty();
        for (Node node : network.nodes()) {
            List<String> inputs = node.inputs().stream().map(names::get).toList();
            if (node.layer() instanceof BatchNorm || node.layer() instanceof LayerSpec.Dropout) {
                names.put(node.name(), inputs.get(0));
                continue;
            }
            names.put(node.name(), node.name());
            if (node.layer() instanceof LayerSpec.Weighted layer) {
                String norm = normOfLayer.getOrDefault(node.name(), "");
                if (imported.restored().contains(norm)) {
                    sum = Optional.of(twin(nodes, node.name(), layer, norm, inputs, sum));
                }
                Weights folded = imported.weights().get(node.name()).folded();
                weights.put(node.name(), folded);
                nodes.add(new Node(node.name(), biased(layer, folded.bias().isPresent()), inputs));
            } else {
                nodes.add(new Node(node.name(), node.layer(), inputs));
            }
        }
        String scores = names.get(network.output().name());
        ending(nodes, TWIN + "scores", scores, network.classes(), sum);
        return new NetworkSpec(network.name(), network.input(), nodes);
    }

    private static LayerSpec.Weighted biased(LayerSpec.Weighted layer, boolean bias) {
        return layer instanceof LayerSpec.Conv2d conv
                ? new LayerSpec.Conv2d(
                        conv.outputs(), conv.kernel(), conv.stride(), conv.padding(), bias, conv.weights())
                : new LayerSpec.Linear(layer.outputs(), bias, layer.weights());
    }

    /** Adds a layer's twin; returns the node that adds the twins up. */
    private String twin(
            List<Node> nodes,
            String name,
            LayerSpec.Weighted layer,
            String norm,
            List<String> inputs,
            Optional<String> sum) {
        String twin = TWIN + name;
        double[] zeros = new double[layer.outputs()];
        Weights own = imported.weights().get(name);
        weights.put(
                twin,
                new Weights(
                        own.outputs(),
                        own.weights(),
                        Optional.empty(),
                        Optional.of(Norm.adding(zeros).onto(WATCHING))));
        nodes.add(new Node(twin, biased(layer, false), inputs));
        nodes.add(new Node(twin + SEEN, WATCHING, List.of(twin)));
        watching.put(norm, twin + SEEN);
        String vector = twin + SEEN;
        if (layer instanceof LayerSpec.Conv2d) {
            vector = twin + ".mean";
            nodes.add(new Node(vector, new LayerSpec.GlobalAveragePool(), List.of(twin + SEEN)));
        }
        return ending(nodes, twin + ".zero", vector, layer.outputs(), sum);
    }

    /** Multiplies a vector by 0 and adds the twins so far. */
    private String ending(List<Node> nodes, String name, String vector, int length, Optional<String> sum) {
        weights.put(name, new Weights(1, new float[length], Optional.empty(), Optional.empty()));
        nodes.add(new Node(name, new LayerSpec.Linear(1, false, WeightPrecision.FLOAT32), List.of(vector)));
        if (sum.isEmpty()) {
            return name;
        }
        nodes.add(new Node(name + ".sum", new LayerSpec.Add(), List.of(name, sum.get())));
        return name + ".sum";
    }
}
