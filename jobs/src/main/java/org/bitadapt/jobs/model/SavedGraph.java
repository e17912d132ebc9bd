package org.bitadapt.jobs.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;

/**
 * A graph in a checkpoint, as DL4J serializes it: configuration with the count of steps, parameters (latent weights,
 * signs, statistics, ranges) and momentum. With the epoch's number it is all that the next epoch depends on.
 */
public final class SavedGraph {

    private static final String FILE = "graph.zip";

    private SavedGraph() {}

    /** Writes a graph into a checkpoint's folder. */
    public static void write(ComputationGraph graph, Path folder, Configuration configuration) throws IOException {
        FileSystem files = folder.getFileSystem(configuration);
        try (OutputStream out = files.create(new Path(folder, FILE))) {
            ModelSerializer.writeModel(graph, out, true);
        }
    }

    /** Reads the graph of a checkpoint, ready to train on. */
    public static ComputationGraph read(Path folder, Configuration configuration) throws IOException {
        Path file = new Path(folder, FILE);
        try (InputStream in = file.getFileSystem(configuration).open(file)) {
            return ModelSerializer.restoreComputationGraph(in, true);
        } catch (RuntimeException e) {
            throw new IOException("Cannot read the graph in " + file + ": " + e.getMessage(), e);
        }
    }
}
