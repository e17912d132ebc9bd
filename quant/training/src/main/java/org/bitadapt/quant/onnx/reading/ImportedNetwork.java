package org.bitadapt.quant.onnx.reading;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.quant.engine.parameter.ParameterLayout;

/** A network that was read from an ONNX file, in float32. */
public final class ImportedNetwork {

    private final NetworkSpec spec;
    private final PixelNormalization pixels;
    private final InputImage image;
    private final Ending ending;
    private final List<String> restored;
    private final Map<String, Weights> weights;

    ImportedNetwork(
            NetworkSpec spec,
            PixelNormalization pixels,
            InputImage image,
            Ending ending,
            List<String> restored,
            Map<String, Weights> weights) {
        this.spec = spec;
        this.pixels = pixels;
        this.image = image;
        this.ending = ending;
        this.restored = List.copyOf(restored);
        this.weights = Map.copyOf(weights);
    }

    /** The network, in float32. */
    public NetworkSpec spec() {
        return spec;
    }

    /** How the network reads 8-bit RGB pixels. */
    public PixelNormalization pixels() {
        return pixels;
    }

    /** The input of the file's own graph. */
    public InputImage image() {
        return image;
    }

    /** What the file's own graph does with the scores. */
    public Ending ending() {
        return ending;
    }

    /** The names of the batch norms that the file does not have; they were put behind layers with weights. */
    public List<String> restored() {
        return restored;
    }

    /** The number of batch norms that the file has. */
    public int kept() {
        return (int) weights.values().stream()
                        .filter(own -> own.norm().isPresent())
                        .count()
                - restored.size();
    }

    Map<String, Weights> weights() {
        return weights;
    }

    /** Where the network's parameters lie in {@link #parameters}. */
    public ParameterLayout layout() {
        return ParameterLayout.of(LoweredNetwork.of(spec));
    }

    /**
     * The network's parameters.
     *
     * @return a new vector, laid out by {@link #layout}
     */
    public float[] parameters() {
        return ParameterVector.of(spec, weights);
    }

    /**
     * This network with statistics of the batch norms that were put back. Scores stay the same up to rounding.
     *
     * @param statistics the statistics by the batch norms' names
     */
    ImportedNetwork measured(Map<String, StatisticsNetwork.Statistics> statistics) {
        Map<String, Weights> changed = new HashMap<>(weights);
        for (Step.Product product : LoweredNetwork.of(spec).products()) {
            product.batchNorm()
                    .ifPresent(norm -> changed.computeIfPresent(product.name(), (name, own) -> {
                        StatisticsNetwork.Statistics found = statistics.get(norm.name());
                        return found == null
                                ? own
                                : own.withNorm(own.norm().orElseThrow().measured(found.mean(), found.variance()));
                    }));
        }
        return new ImportedNetwork(spec, pixels, image, ending, restored, changed);
    }
}
