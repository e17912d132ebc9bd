package org.bitadapt.jobs.ml;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.bitadapt.common.network.Width;
import org.bitadapt.jobs.dataset.ClassNames;
import org.bitadapt.jobs.model.Scorer;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.train.TrainOutcome;

/**
 * Classifies a column of images with a packed model (or, of a float32 network, with the training graph).
 *
 * <p>A model of several bit widths scores at its widest, unless {@link #setWidth}, {@link #setWeightBits} or {@link
 * #setMapBits} choose another; {@link #widths} are the widths. A width is saved with the model, which keeps all others.
 *
 * <p>The model is broadcast once for a Spark context and width; each partition opens one session of the engine and scores batch by
 * batch. Rows keep their order. An image that cannot be read fails the job, unless {@code handleInvalid} says otherwise.
 *
 * @see BinarizedNetworkClassifier
 */
public final class BinarizedNetworkModel extends Model<BinarizedNetworkModel>
        implements PredictionParams<BinarizedNetworkModel>, WidthParams<BinarizedNetworkModel>, MLWritable {

    private static final long serialVersionUID = 1;

    private final String uid;
    private final transient TrainedModel network;
    private final transient Optional<TrainOutcome> summary;
    private transient SparkContext broadcastIn;
    private transient Map<Width, Scorer.Source> scorers;

    BinarizedNetworkModel(String uid, TrainedModel network, TrainOutcome summary) {
        this(uid, network, Optional.of(summary));
    }

    /** A model that was read, or copied. */
    BinarizedNetworkModel(String uid, TrainedModel network, Optional<TrainOutcome> summary) {
        this.uid = uid;
        this.network = network;
        this.summary = summary;
        Defaults.ofColumns(this);
    }

    @Override
    public String uid() {
        return uid;
    }

    /** The number of classes that the model tells apart. */
    public int numClasses() {
        return network.classes();
    }

    /** The bit widths at which the model can score, ascending; {@link #setWidth} chooses among them. */
    public List<Width> widths() {
        return network.widths();
    }

    /** The engine that computes the scores: {@code packed} or {@code graph}. */
    public String engine() {
        return network.engine();
    }

    /** The summary of the model's training; empty for a model that was read. */
    public Optional<TrainOutcome> summary() {
        return summary;
    }

    TrainedModel network() {
        return network;
    }

    /**
     * Adds the columns of predictions to a table or a stream, lazily as Spark's own models do. A stream's columns are
     * nullable, so that {@code handleInvalid} may change where the stream is started again.
     */
    @Override
    public Dataset<Row> transform(Dataset<?> rows) {
        StructType checked = transformSchema(rows.schema());
        StructType added = rows.isStreaming()
                ? PredictionColumns.nullable(checked, rows.schema().size())
                : checked;
        ImageColumn images = ImageColumn.of(this, ImageColumn.kind(this, rows.schema()));
        ScoredRows scored = new ScoredRows(
                scorers(rows.sparkSession().sparkContext()),
                images,
                rows.schema().fieldIndex(getImageCol()),
                PredictionColumns.of(this, order()),
                getHandleInvalid());
        return PredictionColumns.described(rows.toDF().mapPartitions(scored, Encoders.row(added)), added);
    }

    private synchronized Scorer.Source scorers(SparkContext context) {
        if (broadcastIn != context) {
            scorers = new HashMap<>();
            broadcastIn = context;
        }
        // Never closed: data frames that use it may be computed at any time.
        return scorers.computeIfAbsent(
                WidthParams.chosen(this, widths()),
                width -> atWidth(width)
                        .scorers(JavaSparkContext.fromSparkContext(context))
                        .source());
    }

    private TrainedModel atWidth(Width width) {
        return widths().size() > 1 ? network.at(width) : network;
    }

    /**
     * The schema with the columns that the model adds.
     *
     * @throws IllegalArgumentException if a param or a column cannot be used
     */
    @Override
    public StructType transformSchema(StructType schema) {
        ImageColumn images = ImageColumn.of(this, ImageColumn.kind(this, schema));
        if (!images.shape().equals(network.image())) {
            throw new IllegalArgumentException("Invalid imageShape: " + Arrays.toString(getImageShape()) + " (must be "
                    + Arrays.toString(ImageColumn.heightWidthChannels(network.image()))
                    + ", which the model was trained on)");
        }
        PredictionColumns.of(this, order());
        WidthParams.chosen(this, widths());
        return PredictionColumns.added(this, schema, List.of(getClassNames()));
    }

    /** For each class of the param, its index in the network's scores: classes go by name. */
    private int[] order() {
        List<String> names = isSet(classNames()) ? List.of(getClassNames()) : network.classNames();
        // A saved float32 network does not keep names, so the param's names are the network's.
        List<String> trained = network.knownNames().isEmpty() ? names : network.knownNames();
        if (names.size() != numClasses()) {
            trained = network.classNames();
        }
        List<String> known = trained;
        return ClassNames.positions(names, known)
                .orElseThrow(() -> new IllegalArgumentException(
                        ClassNames.differ("param classNames", names, "model " + network.location(), known, "")
                                .getMessage()));
    }

    @Override
    public BinarizedNetworkModel copy(ParamMap extra) {
        BinarizedNetworkModel copied = new BinarizedNetworkModel(uid, network, summary);
        copyValues(copied, extra);
        copied.setParent(parent());
        return copied;
    }

    @Override
    public MLWriter write() {
        return new ModelFiles.Writer(this);
    }

    /**
     * The model of a run, or a packed model file, as {@code bitadapt} writes them.
     *
     * @param path a run's folder, or a {@code .bnn} file, on any Hadoop file system
     * @throws org.bitadapt.jobs.command.BadInputException if there is no model at the path, or it is damaged
     */
    public static BinarizedNetworkModel open(SparkSession spark, String path) throws IOException {
        TrainedModel network = TrainedModel.open(
                path, TrainedModel.Form.AUTO, spark.sparkContext().hadoopConfiguration());
        String uid = Identifiable$.MODULE$.randomUID("binarizedNetwork");
        return new BinarizedNetworkModel(uid, network, Optional.empty())
                .setImageShape(ImageColumn.heightWidthChannels(network.image()))
                .setImageFit(network.fit().word())
                .setClassNames(network.classNames().toArray(String[]::new));
    }

    /** Reads a model that {@code save} wrote. */
    public static MLReader<BinarizedNetworkModel> read() {
        return new ModelFiles.Reader();
    }

    /** Reads a model that {@code save} wrote. */
    public static BinarizedNetworkModel load(String path) {
        return read().load(path);
    }
}
