package org.bitadapt.jobs.model;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.Width;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Locations;
import org.bitadapt.jobs.dataset.ClassNames;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.files.InputFiles;
import org.bitadapt.jobs.run.Checkpoint;
import org.bitadapt.jobs.run.RunFolder;
import org.bitadapt.jobs.zoo.Zoo;
import org.bitadapt.quant.engine.parameter.WidthParameters;
import org.bitadapt.quant.layer.EngineKey;
import org.bitadapt.quant.layer.GraphState;
import org.bitadapt.quant.layer.NetworkGraph;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.format.InvalidModelException;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.image.Fit;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The model that {@code --model} names: a packed model file, a model of the {@link Zoo}, or the packed model or best
 * graph of a run.
 */
public sealed interface TrainedModel {

    /** The packed model's name in a run. */
    String FILE = "model.bnn";

    /** The place at which the model was found. */
    String location();

    /** The shape of the model's images. */
    Shape image();

    /** How pictures of other shapes are brought to the shape of the model's images, as in training. */
    Fit fit();

    /** The names of the model's classes, in the order of its scores; empty where names were not kept. */
    List<String> knownNames();

    /** The names of the model's classes; the classes' numbers where names were not kept. */
    default List<String> classNames() {
        return knownNames().isEmpty() ? numbered(classes()) : knownNames();
    }

    /** The number of classes that the model tells apart. */
    int classes();

    /** The {@link Dataset#checksum} of the data set that the model was trained on; empty where it was not kept. */
    String trainedOn();

    /** The bit widths at which the model runs, ascending; a model of one width has that of its widest layers. */
    List<Width> widths();

    /**
     * The model at one width alone.
     *
     * @param width one of {@link #widths()}
     */
    TrainedModel at(Width width);

    /** The name of the engine that computes the scores, for people. */
    String engine();

    /** Sends the model to executors; close what is returned when all scores are there. */
    Scorers scorers(JavaSparkContext spark);

    /** The form of a run's model that is wanted. */
    enum Form {
        /** The packed model if the run has one, else the graph. */
        AUTO,
        /** The packed model. */
        PACKED,
        /** The best checkpoint's training graph, in evaluation mode. */
        GRAPH
    }

    /**
     * Whether a location is that of a run, and not of a packed model alone.
     *
     * @throws BadInputException if there is nothing at the location
     */
    static boolean isRun(String location, Configuration configuration) throws IOException {
        if (location.startsWith(Locations.ZOO)) {
            return false;
        }
        Path path = Locations.input("--model", location, configuration);
        FileSystem files = path.getFileSystem(configuration);
        if (!files.exists(path)) {
            throw new BadInputException("No model at " + location, "Give a run's folder or a .bnn file.");
        }
        return files.getFileStatus(path).isDirectory();
    }

    /**
     * Opens a model.
     *
     * @param location the path of a {@code .bnn} file or a run's folder, on any file system, or {@code zoo:} and a name
     * @throws BadInputException if the location is none of these, or the model is damaged or has no such form
     */
    static TrainedModel open(String location, Form form, Configuration configuration) throws IOException {
        if (form == Form.GRAPH) {
            return openGraph(location, configuration);
        }
        if (form == Form.AUTO && isRun(location, configuration)) {
            RunFolder run = RunFolder.at(location, configuration).existing();
            return run.has(FILE) ? packed(run.path(FILE), configuration) : graph(run, configuration);
        }
        return openPacked(location, configuration);
    }

    /**
     * Opens the training graph of a run.
     *
     * @throws BadInputException if there is no run at the location, or nothing is trained in the run yet
     */
    static Graph openGraph(String location, Configuration configuration) throws IOException {
        if (!isRun(location, configuration)) {
            throw new BadInputException(
                    location + " has no training graph", "Give the run that the packed model comes from.");
        }
        return graph(RunFolder.at(location, configuration).existing(), configuration);
    }

    /**
     * Opens a packed model.
     *
     * @param location the location, as {@link #open} takes it
     * @throws BadInputException if the location is no packed model and no run with one, or the model is damaged
     */
    static Packed openPacked(String location, Configuration configuration) throws IOException {
        if (location.startsWith(Locations.ZOO)) {
            return packed(location, Zoo.file(location));
        }
        if (!isRun(location, configuration)) {
            return packed(new Path(location), configuration);
        }
        RunFolder run = RunFolder.at(location, configuration).existing();
        if (!run.has(FILE)) {
            throw new BadInputException(
                    "No packed model in " + run, "Train with network.precision=binary, or let training finish.");
        }
        return packed(run.path(FILE), configuration);
    }

    private static Packed packed(Path file, Configuration configuration) throws IOException {
        try (InputStream in = InputFiles.open(file, configuration)) {
            return packed(file.toString(), in.readAllBytes());
        } catch (InvalidModelException e) {
            throw new BadInputException("Invalid model " + file + ": " + e.getMessage(), "");
        }
    }

    private static Packed packed(String location, byte[] file) {
        return new Packed(location, file, PackedModel.load(file));
    }

    /**
     * The best graph of a run.
     *
     * @throws BadInputException if nothing is trained in the run yet
     */
    static Graph graph(RunFolder run, Configuration configuration) throws IOException {
        Checkpoint best = run.bestCheckpoint()
                .orElseThrow(() -> new BadInputException(
                        "No checkpoint in " + run, "Wait until training has finished its first epoch."));
        return new Graph(
                best.folder().toString(),
                SavedGraph.read(best.folder(), configuration),
                RunClasses.of(run, configuration),
                run.info().data().checksum(),
                run.info().data().fit());
    }

    /**
     * A data set as the model sees it: with the classes in the model's order, so that labels and scores mean the same.
     *
     * <p>A model that does not know the names of its classes sees the data set that it was trained on, and no other.
     *
     * @throws BadInputException if the classes are not the same by name, or the images have another shape
     */
    default Dataset reading(Dataset dataset) {
        Dataset seen = withClasses(dataset);
        if (!seen.manifest().image().equals(image())) {
            throw new BadInputException(
                    "The images of " + dataset + " are " + seen.manifest().image() + ", the model " + location()
                            + " reads " + image(),
                    "Preprocess the images with the model's size.");
        }
        return seen;
    }

    private Dataset withClasses(Dataset dataset) {
        if (knownNames().isEmpty() && !trainedOn().isEmpty() && trainedOn().equals(dataset.checksum())) {
            return dataset;
        }
        return dataset.inOrderOf(classNames())
                .orElseThrow(() -> ClassNames.differ(
                        "data set " + dataset,
                        dataset.manifest().classes(),
                        "model " + location(),
                        classNames(),
                        knownNames().isEmpty()
                                ? "The names of the model's classes were not kept: give the data set that it was trained on."
                                : "Give a data set of the model's classes."));
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
        public Fit fit() {
            return model.fit();
        }

        @Override
        public List<String> knownNames() {
            return model.classNames();
        }

        @Override
        public int classes() {
            return model.classes();
        }

        @Override
        public String trainedOn() {
            return "";
        }

        @Override
        public List<Width> widths() {
            return model.widths().stream()
                    .map(width -> new Width(width.weights(), width.maps()))
                    .toList();
        }

        @Override
        public Packed at(Width width) {
            return trimmed(List.of(width));
        }

        /** The model with some of its widths. */
        public Packed trimmed(List<Width> kept) {
            return packed(location, model.trim(kept.stream().map(Packed::inFile).toList()));
        }

        /** The packed network at one of the model's widths. */
        public PackedNetwork network(Width width) {
            return model.network(inFile(width));
        }

        private static org.bitadapt.runtime.format.Width inFile(Width width) {
            return new org.bitadapt.runtime.format.Width(width.weights(), width.maps());
        }

        @Override
        public String engine() {
            return "packed";
        }

        @Override
        public Scorers scorers(JavaSparkContext spark) {
            return PackedScorer.scorers(file, spark);
        }
    }

    /**
     * A training graph.
     *
     * @param knownNames the names of the classes, in the order of the scores; empty where they were not kept
     * @param trainedOn the checksum of the training's data set; empty where it was not kept
     */
    record Graph(String location, ComputationGraph graph, List<String> knownNames, String trainedOn, Fit fit)
            implements TrainedModel {

        public Graph {
            knownNames = List.copyOf(knownNames);
        }

        /** The graph's network and how it is executed. */
        public EngineKey key() {
            return NetworkGraph.configuration(graph).engineKey();
        }

        @Override
        public Shape image() {
            return key().network().input();
        }

        @Override
        public List<Width> widths() {
            NetworkSpec network = key().network();
            return network.widths().isEmpty() ? List.of(network.ownWidth()) : network.widths();
        }

        @Override
        public Graph at(Width width) {
            if (key().network().widths().isEmpty()) {
                return this;
            }
            GraphState state = GraphState.of(graph);
            WidthParameters own =
                    WidthParameters.of(key().network(), graph.params().toFloatVector(), width);
            EngineKey key = new EngineKey(own.network(), key().pixels(), key().settlement(), key().options());
            ComputationGraph one = new GraphState(
                            key, state.optimizer(), state.objective(), state.seed(), state.iterations(), state.epochs())
                    .newGraph();
            NetworkGraph.restore(one, own.parameters(), new float[0]);
            return new Graph(location, one, knownNames, trainedOn, fit);
        }

        @Override
        public int classes() {
            return key().network().classes();
        }

        @Override
        public String engine() {
            return "graph";
        }

        @Override
        public Scorers scorers(JavaSparkContext spark) {
            return GraphScorer.scorers(graph, spark);
        }
    }
}
