package org.bitadapt.jobs.model;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.files.InputFiles;
import org.bitadapt.jobs.run.Checkpoint;
import org.bitadapt.jobs.run.RunFolder;
import org.bitadapt.quant.layer.EngineKey;
import org.bitadapt.quant.layer.NetworkGraph;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.format.InvalidModelException;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** What {@code --model} names: a packed model file, or a run, whose packed model or best graph it then is. */
public sealed interface TrainedModel {

    /** The packed model's name in a run. */
    String FILE = "model.bnn";

    /** Where it was found. */
    String location();

    /** The shape of its images. */
    Shape image();

    /** The names of its classes; their numbers where names were not kept. */
    List<String> classNames();

    /** How many classes it tells apart. */
    default int classes() {
        return classNames().size();
    }

    /** What computes the scores, for people. */
    String engine();

    /** Scorers for tasks. */
    Scorer.Source scorers(JavaSparkContext spark);

    /** Which of a run's two forms is wanted. */
    enum Form {
        /** The packed model if there is one, else the graph. */
        AUTO,
        /** The packed model. */
        PACKED,
        /** The best checkpoint's training graph, in evaluation mode. */
        GRAPH
    }

    /**
     * Whether a location is one of a run, and not of a packed model alone.
     *
     * @throws BadInputException if there is nothing
     */
    static boolean isRun(String location, Configuration configuration) throws IOException {
        Path path = new Path(location);
        FileSystem files = path.getFileSystem(configuration);
        if (!files.exists(path)) {
            throw new BadInputException("No model at " + location, "Give a run's folder or a .bnn file.");
        }
        return files.getFileStatus(path).isDirectory();
    }

    /**
     * Opens a model.
     *
     * @param location a {@code .bnn} file or a run's folder, on any file system
     * @throws BadInputException if it is neither, or damaged, or has no such form
     */
    static TrainedModel open(String location, Form form, Configuration configuration) throws IOException {
        if (!isRun(location, configuration)) {
            return packed(new Path(location), configuration);
        }
        RunFolder run = RunFolder.at(location, configuration).existing();
        if (form != Form.GRAPH && run.has(FILE)) {
            return packed(run.path(FILE), configuration);
        }
        if (form == Form.PACKED) {
            throw new BadInputException(
                    "No packed model in " + run, "Train with network.precision=binary, or let training finish.");
        }
        return graph(run, configuration);
    }

    private static TrainedModel packed(Path file, Configuration configuration) throws IOException {
        try (InputStream in = InputFiles.open(file, configuration)) {
            byte[] bytes = in.readAllBytes();
            return new Packed(file.toString(), bytes, PackedModel.load(bytes));
        } catch (InvalidModelException e) {
            throw new BadInputException("Invalid model " + file + ": " + e.getMessage(), "");
        }
    }

    /**
     * The best graph of a run.
     *
     * @throws BadInputException if nothing is trained in it yet
     */
    static Graph graph(RunFolder run, Configuration configuration) throws IOException {
        Checkpoint best = run.bestCheckpoint()
                .orElseThrow(() -> new BadInputException(
                        "No checkpoint in " + run, "Wait until training has finished its first epoch."));
        return new Graph(best.folder().toString(), SavedGraph.read(best.folder(), configuration));
    }

    /**
     * Refuses a data set that the model cannot read.
     *
     * @throws BadInputException if shape or number of classes differ
     */
    default void requireMatch(Dataset dataset) {
        List<String> names = dataset.manifest().classes();
        if (names.size() != classes()) {
            throw new BadInputException(
                    "The data set " + dataset + " has " + names.size() + " classes, the model " + location() + " has "
                            + classes(),
                    "Give the data set that the model was trained on.");
        }
        if (!dataset.manifest().image().equals(image())) {
            throw new BadInputException(
                    "The images of " + dataset + " are " + dataset.manifest().image() + ", the model " + location()
                            + " reads " + image(),
                    "Preprocess the images with the model's size.");
        }
    }

    private static List<String> numbered(int classes) {
        return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }

    /** A packed model file. */
    @SuppressWarnings("ArrayRecordComponent") // the file as it is; shared, never compared
    record Packed(String location, byte[] file, PackedModel model) implements TrainedModel {

        @Override
        public Shape image() {
            var shape = model.inputShape();
            return new Shape(shape.channels(), shape.height(), shape.width());
        }

        @Override
        public List<String> classNames() {
            return model.classNames().isEmpty() ? numbered(model.classes()) : model.classNames();
        }

        @Override
        public String engine() {
            return "packed";
        }

        @Override
        public Scorer.Source scorers(JavaSparkContext spark) {
            return PackedScorer.source(spark.broadcast(new PackedScorer.Model(file)));
        }
    }

    /** A training graph. */
    record Graph(String location, ComputationGraph graph) implements TrainedModel {

        /** Its network and how it is executed. */
        public EngineKey key() {
            return NetworkGraph.configuration(graph).engineKey();
        }

        @Override
        public Shape image() {
            return key().network().input();
        }

        @Override
        public List<String> classNames() {
            return numbered(key().network().classes());
        }

        @Override
        public String engine() {
            return "graph";
        }

        @Override
        public Scorer.Source scorers(JavaSparkContext spark) {
            return GraphScorer.source(graph, GraphScorer.broadcast(graph, spark));
        }
    }
}
