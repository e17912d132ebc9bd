package org.bitadapt.quant.layer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.bitadapt.common.network.NetworkJson;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.hysteresis.Settlement;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Everything that a graph's next step depends on, except its parameters and velocities.
 *
 * <p>The state's JSON has one key per component of the records, so that a new component becomes a key of checkpoints.
 *
 * @param key the network and how to execute it
 * @param optimizer the optimizer, with a {@link LearningRateSchedule}
 * @param objective what training minimizes
 * @param seed the seed of the initial weights and of dropout
 * @param iterations the number of steps taken, 0 or more
 * @param epochs the number of epochs as DL4J counts them, 0 or more
 */
public record GraphState(
        EngineKey key, SgdMomentum optimizer, Objective objective, long seed, int iterations, int epochs) {

    /**
     * The version of the format, raised when the meaning of a key changes; new keys need no new version, because {@link
     * StrictJson} refuses a text without them.
     */
    private static final int FORMAT = 1;

    /**
     * The most threads that settings allow: a state from another source gets no more threads and memory than settings.
     */
    private static final int MOST_THREADS = 256;

    private static final int MOST_IMAGES = 65536;

    public GraphState {
        int channels = key.network().input().channels();
        if (key.pixels().zeroPoints().size() != channels) {
            throw new IllegalArgumentException("Invalid zero points: "
                    + key.pixels().zeroPoints() + " (must be " + channels + ", one per channel)");
        }
        EngineOptions options = key.options();
        if (options.threads() > MOST_THREADS || options.maximumBatch() > MOST_IMAGES) {
            throw new IllegalArgumentException("Invalid options: " + options.threads() + " threads, "
                    + options.maximumBatch() + " images (must be " + MOST_THREADS + " and " + MOST_IMAGES
                    + " or less)");
        }
        if (iterations < 0 || epochs < 0) {
            throw new IllegalArgumentException(
                    "Invalid progress: " + iterations + " iterations, " + epochs + " epochs (must be 0 or more)");
        }
    }

    /** The state of a graph. */
    public static GraphState of(ComputationGraph graph) {
        NetworkLayerConfiguration layer = NetworkGraph.configuration(graph);
        ComputationGraphConfiguration progress = graph.getConfiguration();
        return new GraphState(
                layer.engineKey(),
                (SgdMomentum) layer.getIUpdater(),
                layer.objective(),
                layer.seed(),
                progress.getIterationCount(),
                progress.getEpochCount());
    }

    /** A graph in this state; its parameters and velocities are 0. */
    public ComputationGraph newGraph() {
        ComputationGraph graph = NetworkGraph.zeroed(key, optimizer, objective, seed);
        graph.getConfiguration().setIterationCount(iterations);
        graph.getConfiguration().setEpochCount(epochs);
        return graph;
    }

    /** The JSON text that {@link #fromJson} reads; floating-point numbers are exact. */
    public String toJson() {
        return StrictJson.write(new Form(
                FORMAT,
                StrictJson.tree(NetworkJson.write(key.network())),
                new Pixels(
                        key.pixels().zeroPoints(),
                        key.pixels().scale(),
                        key.pixels().shifts()),
                key.settlement(),
                key.options(),
                optimizer.momentum(),
                (LearningRateSchedule) optimizer.schedule(),
                objective,
                seed,
                iterations,
                epochs));
    }

    /**
     * Reads a state.
     *
     * @throws IllegalArgumentException if the text is not what {@link #toJson} writes
     */
    public static GraphState fromJson(String json) {
        Form form = StrictJson.read(json, Form.class);
        if (form.format != FORMAT) {
            throw new IllegalArgumentException("Invalid format: " + form.format + " (must be " + FORMAT + ")");
        }
        EngineKey key = new EngineKey(
                NetworkJson.read(form.network.toString()), form.pixels.value(), form.settlement, form.options);
        SgdMomentum optimizer = new SgdMomentum(form.momentum, form.schedule);
        return new GraphState(key, optimizer, form.objective, form.seed, form.iterations, form.epochs);
    }

    /** A pixel normalization, which has shifts where they are not 0. */
    private record Pixels(
            List<Integer> zeroPoints,
            float scale,
            @Absent("[]") List<Float> shifts) {

        PixelNormalization value() {
            return new PixelNormalization(zeroPoints, scale, shifts);
        }
    }

    /** The keys of the JSON. */
    private record Form(
            int format,
            JsonNode network,
            Pixels pixels,
            Settlement settlement,
            EngineOptions options,
            double momentum,
            LearningRateSchedule schedule,
            Objective objective,
            long seed,
            int iterations,
            int epochs) {}
}
