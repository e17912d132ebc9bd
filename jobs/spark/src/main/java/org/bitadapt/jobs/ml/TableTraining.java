package org.bitadapt.jobs.ml;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.config.Settings;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.preprocess.BadRecords;
import org.bitadapt.jobs.preprocess.TableSource;
import org.bitadapt.jobs.run.RunFolder;
import org.bitadapt.jobs.train.TrainOutcome;
import org.bitadapt.jobs.train.TrainingJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of the estimator: a table becomes a data set, which {@code bitadapt train}'s job trains on. */
final class TableTraining {

    private static final Logger LOG = LoggerFactory.getLogger(TableTraining.class);
    private static final String DESCRIPTION = "spark.job.description";

    private final TrainingParams<?> params;
    private final Dataset<?> rows;
    private final SparkSession session;
    private final JavaSparkContext spark;

    TableTraining(TrainingParams<?> params, Dataset<?> rows) {
        this.params = params;
        this.rows = rows;
        this.session = rows.sparkSession();
        this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    }

    /**
     * The result of a training.
     *
     * @param model the model of the best epoch
     * @param images the column of images as it was read, and as the model is to read it
     */
    record Result(TrainedModel model, ImageColumn images, List<String> classes, TrainOutcome summary) {}

    Result run() throws IOException {
        Settings settings = TrainingSettings.of(params);
        String described = spark.getLocalProperty(DESCRIPTION);
        try {
            ImageColumn images = images();
            LabelColumn labels = LabelColumn.of(params, rows);
            // Before images are read, this call throws if network, classes and shape do not fit together.
            Networks.named(params.getNetworkName(), labels.classes().size(), images.shape());
            return train(images, labels, settings);
        } finally {
            spark.setLocalProperty(DESCRIPTION, described);
        }
    }

    private Result train(ImageColumn images, LabelColumn labels, Settings settings) throws IOException {
        Configuration hadoop = spark.hadoopConfiguration();
        try (WorkFolder work = WorkFolder.in(WorkFolder.parent(params, session), hadoop)) {
            var table = new TableSource<>(
                    selected(labels), new Rows(images), labels.classes(), images.shape(), images.fit());
            var dataset =
                    table.write(spark, params.getValidationFraction(), params.getSeed(), invalid(), work.path("data"));
            sayLeftOut(dataset.manifest().provenance().quarantined());
            String run = params.isSet(params.runFolder())
                    ? params.getRunFolder()
                    : work.path("run").toString();
            TrainOutcome summary = new TrainingJob(session, log(), dataset, settings).run(RunFolder.at(run, hadoop));
            TrainedModel model = TrainedModel.open(run, TrainedModel.Form.AUTO, hadoop);
            return new Result(model, images, labels.classes(), summary);
        }
    }

    private BadRecords invalid() {
        return params.getHandleInvalid().equals(ColumnRules.ERROR) ? BadRecords.ERROR : BadRecords.QUARANTINE;
    }

    private static void sayLeftOut(long rows) {
        if (rows > 0) {
            LOG.warn("{} rows are left out, since their images cannot be used", rows);
        }
    }

    /** The rows' image and label; behind them stand some other columns, by which a row is found. */
    private JavaRDD<Row> selected(LabelColumn labels) {
        List<Column> columns = new ArrayList<>();
        columns.add(ColumnRules.named(params.getImageCol()));
        columns.add(ColumnRules.named(labels.name()).cast(DataTypes.IntegerType));
        RowName.shown(rows.schema()).stream()
                .filter(name -> !name.equalsIgnoreCase(labels.name()))
                .forEach(name -> columns.add(ColumnRules.named(name)));
        return rows.select(columns.toArray(Column[]::new)).javaRDD();
    }

    private ImageColumn images() {
        ImageColumn.Kind kind = ImageColumn.kind(params, rows.schema());
        Shape shape = params.isSet(params.imageShape()) ? ImageColumn.shape(params.getImageShape()) : firstShape();
        return ImageColumn.of(params, kind, shape);
    }

    /**
     * The shape of the first image that has pixels; images without pixels are refused or left out when they are read.
     * Only a column of structs comes without the param of the shape; {@code transformSchema} sees to that.
     */
    private Shape firstShape() {
        Column images = ColumnRules.named(params.getImageCol());
        List<Row> first =
                rows.select(images).where(ImageColumn.hasPixels(images)).takeAsList(1);
        if (first.isEmpty()) {
            throw new IllegalArgumentException(
                    "Invalid column " + params.getImageCol() + ": no image with pixels (must have at least one)");
        }
        Row image = first.get(0).getStruct(0);
        // An image with opacity is read in colour.
        int channels = ImageSchema.getNChannels(image) == 1 ? 1 : 3;
        return new Shape(channels, ImageSchema.getHeight(image), ImageSchema.getWidth(image));
    }

    /** A console whose progress goes to the log; standard error belongs to the application. */
    private static Console log() {
        PrintWriter lines = new PrintWriter(Writer.nullWriter()) {
            @Override
            public void println(String line) {
                LOG.info(line);
            }
        };
        return new Console(lines, 0);
    }

    /** Takes images and labels out of rows of two columns. */
    private record Rows(ImageColumn images) implements TableSource.Reader<Row> {

        @Override
        public int label(Row row) {
            return row.getInt(1);
        }

        @Override
        public byte[] pixels(Row row) throws IOException {
            return images.pixels(row.get(0));
        }

        @Override
        public TableSource.Place place(Row row) {
            return new TableSource.Place("column " + images.name() + ", " + RowName.columns(row), images.rule());
        }
    }
}
