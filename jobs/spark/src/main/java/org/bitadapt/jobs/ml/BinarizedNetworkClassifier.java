package org.bitadapt.jobs.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.config.TrainingJobConfig;

/**
 * Trains a network with 1-bit weights and 8-bit feature maps on a column of images, by the job behind {@code bitadapt
 * train}: the images are staged as a data set, which executors read again in every epoch.
 *
 * <p>The same images, params and seed give the same model, however the table is partitioned or ordered and however many
 * executors there are.
 *
 * <p>Invalid params and columns are {@link IllegalArgumentException}s. An error that the schema shows is thrown by
 * {@link #transformSchema}, before any image is read.
 *
 * @see org.bitadapt.jobs.ml
 */
public final class BinarizedNetworkClassifier extends Estimator<BinarizedNetworkModel>
        implements TrainingParams<BinarizedNetworkClassifier>, DefaultParamsWritable {

    private static final long serialVersionUID = 1;

    private final String uid;

    /** An estimator with a random uid. */
    public BinarizedNetworkClassifier() {
        this(Identifiable$.MODULE$.randomUID("binarizedNetwork"));
    }

    /** An estimator with the given uid. */
    public BinarizedNetworkClassifier(String uid) {
        this.uid = uid;
        Defaults.ofColumns(this);
        setDefault(labelCol(), "label");
        setDefault(validationFraction(), 0.1);
        setDefault(settings(), new String[0]);
        TrainingSettings.defaults(this).forEach((param, value) -> Defaults.set(this, param, value));
    }

    @Override
    public String uid() {
        return uid;
    }

    /**
     * Trains a network on a table.
     *
     * @throws IllegalArgumentException if params do not suit the table, or an image or label cannot be used
     * @throws UncheckedIOException if the work folder or the run's folder fails
     */
    @Override
    public BinarizedNetworkModel fit(Dataset<?> rows) {
        transformSchema(rows.schema());
        try {
            return model(new TableTraining(this, rows).run());
        } catch (BadInputException e) {
            throw invalid(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BinarizedNetworkModel model(TableTraining.Result fitted) {
        BinarizedNetworkModel model = new BinarizedNetworkModel(uid, fitted.model(), fitted.summary());
        copyValues(model, ParamMap.empty());
        model.setClassNames(fitted.classes().toArray(String[]::new));
        model.setImageShape(fitted.images().heightWidthChannels());
        model.setParent(this);
        return model;
    }

    /**
     * The schema with the columns that the model adds.
     *
     * @throws IllegalArgumentException if a param or a column cannot be used
     */
    @Override
    public StructType transformSchema(StructType schema) {
        ImageColumn.Kind kind = ImageColumn.kind(this, schema);
        if (isSet(imageShape())) {
            ImageColumn.of(this, kind);
        } else if (kind != ImageColumn.Kind.STRUCT || getResize()) {
            throw new IllegalArgumentException(
                    "Invalid imageShape: not set (must be height, width and channels for a binary column or resizing)");
        }
        LabelColumn.check(this, schema);
        try {
            TrainingJobConfig.of(TrainingSettings.of(this));
        } catch (BadInputException e) {
            throw invalid(e);
        }
        return PredictionColumns.added(this, schema, List.of());
    }

    private static IllegalArgumentException invalid(BadInputException e) {
        String remedy = e.remedy().map(text -> ". " + text).orElse("");
        return new IllegalArgumentException(e.getMessage() + remedy, e);
    }

    @Override
    public BinarizedNetworkClassifier copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    /** Reads an estimator that {@code save} wrote. */
    public static MLReader<BinarizedNetworkClassifier> read() {
        return new DefaultParamsReader<>();
    }

    /** Reads an estimator that {@code save} wrote. */
    public static BinarizedNetworkClassifier load(String path) {
        return read().load(path);
    }
}
