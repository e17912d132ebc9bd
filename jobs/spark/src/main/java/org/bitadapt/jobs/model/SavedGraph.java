package org.bitadapt.jobs.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.layer.GraphState;
import org.bitadapt.quant.layer.NetworkGraph;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A graph in a checkpoint: a zip of {@code graph.json}, {@link GraphState#toJson()}; {@code parameters.bin} (latent
 * weights, signs, statistics, ranges); and {@code velocities.bin}; the last two hold little-endian floats. With the
 * epoch's number the zip is all that the next epoch depends on.
 *
 * <p>Checkpoints travel between people, so they are read as data by {@link EntryReader}.
 */
public final class SavedGraph {

    private static final String FILE = "graph.zip";
    private static final String STATE = "graph.json";
    private static final String PARAMETERS = "parameters.bin";
    private static final String VELOCITIES = "velocities.bin";

    /** The most bytes of {@code graph.json}; a ResNet-101 has about 40 kB. */
    private static final int MOST_STATE_BYTES = 8 << 20;

    private SavedGraph() {}

    /** Writes a graph into a checkpoint's folder. */
    public static void write(ComputationGraph graph, Path folder, Configuration configuration) throws IOException {
        FileSystem files = folder.getFileSystem(configuration);
        try (OutputStream out = files.create(new Path(folder, FILE))) {
            EntryWriter entries = new EntryWriter(out);
            entries.bytes(STATE, GraphState.of(graph).toJson().getBytes(StandardCharsets.UTF_8));
            entries.floats(PARAMETERS, NetworkGraph.parameters(graph));
            entries.floats(VELOCITIES, NetworkGraph.velocityBuffer(graph));
            entries.finish();
        }
    }

    /**
     * Reads the graph of a checkpoint, ready to train on.
     *
     * @throws org.bitadapt.jobs.command.BadInputException if the file is not what {@link #write} makes
     */
    public static ComputationGraph read(Path folder, Configuration configuration) throws IOException {
        try (EntryReader entries = EntryReader.open(new Path(folder, FILE), configuration)) {
            GraphState state = state(entries);
            ComputationGraph graph = state.newGraph();
            fill(entries, PARAMETERS, NetworkGraph.parameters(graph));
            fill(entries, VELOCITIES, NetworkGraph.velocityBuffer(graph));
            entries.requireEnd();
            return graph;
        }
    }

    private static GraphState state(EntryReader entries) throws IOException {
        byte[] json = entries.bytes(STATE, MOST_STATE_BYTES);
        try {
            GraphState state = GraphState.fromJson(new String(json, StandardCharsets.UTF_8));
            LoweredNetwork network = LoweredNetwork.of(state.key().network());
            entries.requireRoomFor(ParameterLayout.of(network).size());
            return state;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw entries.invalid(STATE + ": " + e.getMessage());
        }
    }

    private static void fill(EntryReader entries, String name, FloatBuffer target) throws IOException {
        int count = entries.floats(name, target);
        if (count != target.capacity()) {
            throw entries.invalid(name + " has " + count + " numbers (must be " + target.capacity() + ")");
        }
    }
}
