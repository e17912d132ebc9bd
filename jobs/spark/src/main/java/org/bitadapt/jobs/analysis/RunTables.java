package org.bitadapt.jobs.analysis;

import java.io.IOException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.bitadapt.jobs.contents.RunContents;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.netadapt.history.HistoryTable;
import org.bitadapt.jobs.netadapt.history.IterationEntry;
import org.bitadapt.jobs.netadapt.history.SearchHistory;
import org.bitadapt.jobs.picture.ReportPictures;
import org.bitadapt.jobs.result.EvaluationFiles;
import org.bitadapt.jobs.result.EvaluationResult;
import org.bitadapt.jobs.result.WidthsResult;
import org.bitadapt.jobs.run.EpochMetrics;
import org.bitadapt.jobs.run.MetricsTable;
import org.bitadapt.jobs.run.RunFolder;
import org.bitadapt.jobs.run.RunInfo;
import org.bitadapt.jobs.spark.DataFrames;

/** A run as tables and pictures, read anew at each call. */
public final class RunTables {

    private final SparkSession spark;
    private final RunFolder run;
    private final Configuration hadoop;

    RunTables(SparkSession spark, RunFolder run) {
        this.spark = spark;
        this.run = run;
        this.hadoop = spark.sparkContext().hadoopConfiguration();
    }

    /** The run's name: the last name of its path. */
    public String name() {
        return run.path().getName();
    }

    /** The run's folder, qualified with its file system. */
    public String path() {
        return run.toString();
    }

    /**
     * The run in one row: path, command, state, attempts, version, seed, dataset (a checksum), datasetName,
     * datasetPath, started.
     */
    public Dataset<Row> info() throws IOException {
        RunInfo info = run.info();
        return new Table("path string, command string, state string, attempts int, version string, seed bigint,"
                        + " dataset string, datasetName string, datasetPath string, started timestamp")
                .row(
                        path(),
                        info.command(),
                        info.state().name().toLowerCase(Locale.ROOT),
                        info.attempts(),
                        info.version(),
                        info.seed(),
                        info.data().checksum(),
                        info.data().name(),
                        info.data().location(),
                        Timestamp.from(info.started()))
                .in(spark);
    }

    /** All resolved settings: key, value. */
    public Dataset<Row> settings() throws IOException {
        Table table = new Table("key string, value string");
        run.settings().values().forEach(table::row);
        return table.in(spark);
    }

    /**
     * A row per epoch so far, counted from 0: epoch, learningRate and lastLearningRate (of its
     * first and last step), trainLoss, trainAccuracy, validationLoss and
     * validationAccuracy (NaN without validation), imagesPerSecond, seconds, flippedShare (a map by layer).
     */
    public Dataset<Row> metrics() throws IOException {
        return DataFrames.of(spark, MetricsTable.of(run.metrics()));
    }

    /** The shares of 1-bit weights' signs that flipped: epoch, layer, share. */
    public Dataset<Row> flips() throws IOException {
        Table table = new Table("epoch int, layer string, share double");
        for (EpochMetrics epoch : run.metrics()) {
            epoch.flippedShare().forEach((layer, share) -> table.row(epoch.epoch(), layer, share));
        }
        return table.in(spark);
    }

    /**
     * The winners of a search, its start as number 0: iteration, group, constraint, resource, accuracy, latencyMicros,
     * energyMicrojoules, macs, weights, bytes, channels (a text), seconds, coreSeconds, arithmeticSeconds; with planes or limits also
     * planes, saved and limits (texts).
     */
    public Dataset<Row> iterations() throws IOException {
        return DataFrames.of(spark, search().map(HistoryTable::iterations).orElseGet(HistoryTable::noIterations));
    }

    /**
     * All proposals of a search's finished iterations: iteration, group, channelsBefore, channels, resource, feasible,
     * accuracyBefore, accuracy, won, seconds, executor, failure.
     */
    public Dataset<Row> proposals() throws IOException {
        return DataFrames.of(spark, search().map(HistoryTable::proposals).orElseGet(HistoryTable::noProposals));
    }

    /** Channels of each group after each iteration: iteration, group, channels. */
    public Dataset<Row> channels() throws IOException {
        Table table = new Table("iteration int, group string, channels int");
        for (IterationEntry entry : search().map(SearchHistory::entries).orElse(List.of())) {
            entry.winner().channels().forEach((group, channels) -> table.row(entry.number(), group, channels));
        }
        return table.in(spark);
    }

    /** The search of the run; empty if the run has none, or has not measured the search's start yet. */
    Optional<SearchHistory> search() throws IOException {
        return SearchHistory.read(run, hadoop);
    }

    /** The confusion matrix of the last evaluation of the test split: label, predicted, images. */
    public Dataset<Row> confusion() throws IOException {
        Table table = new Table("label string, predicted string, images bigint");
        evaluation().ifPresent(result -> {
            List<String> names = result.classNames();
            for (int label = 0; label < names.size(); label++) {
                for (int predicted = 0; predicted < names.size(); predicted++) {
                    table.row(names.get(label), names.get(predicted), result.count(label, predicted));
                }
            }
        });
        return table.in(spark);
    }

    /** Figures of the last evaluation: class, images, predicted, precision, recall, f1. */
    public Dataset<Row> perClass() throws IOException {
        Table table =
                new Table("class string, images bigint, predicted bigint, precision double, recall double, f1 double");
        evaluation()
                .map(EvaluationResult::perClass)
                .orElse(List.of())
                .forEach(figures -> table.row(
                        figures.name(),
                        figures.records(),
                        figures.predicted(),
                        figures.precision(),
                        figures.recall(),
                        figures.f1()));
        return table.in(spark);
    }

    /**
     * Scores and costs at each bit width on the test split: width (such as w2a8), weights, maps, accuracy, balancedAccuracy,
     * latencyMicros, energyMicrojoules, bytes; empty for a run of one width.
     */
    public Dataset<Row> widths() throws IOException {
        Table table = new Table("width string, weights int, maps int, accuracy double, balancedAccuracy double,"
                + " latencyMicros double, energyMicrojoules double, bytes bigint");
        EvaluationFiles.widths(run, hadoop)
                .map(WidthsResult::widths)
                .orElse(List.of())
                .forEach(figures -> table.row(
                        figures.width().toString(),
                        figures.weights(),
                        figures.maps(),
                        figures.accuracy(),
                        figures.balancedAccuracy(),
                        figures.latencyMicros(),
                        figures.energyMicrojoules(),
                        figures.bytes()));
        return table.in(spark);
    }

    Optional<EvaluationResult> evaluation() throws IOException {
        return EvaluationFiles.result(run, hadoop);
    }

    /** Layers of the run's packed model, as {@link Models#layers} gives them; empty if the run has no packed model. */
    public Dataset<Row> layers() throws IOException {
        return hasModel() ? Models.layers(spark, path()) : Models.noLayers(spark);
    }

    boolean hasModel() throws IOException {
        return run.has(TrainedModel.FILE);
    }

    RunFolder run() {
        return run;
    }

    /** Names of the pictures that the report would have now, such as {@code curves.png}. */
    public List<String> pictures() throws IOException {
        return reportPictures().files();
    }

    /**
     * A picture of the report as HTML.
     *
     * @param file the file name of one of the {@link #pictures}
     * @throws IllegalArgumentException if the run has no picture of that name
     */
    public String picture(String file) throws IOException {
        return reportPictures().html(file);
    }

    private ReportPictures reportPictures() throws IOException {
        return new ReportPictures(RunContents.read(run, hadoop).build());
    }
}
