package org.bitadapt.jobs.analysis;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.bitadapt.jobs.config.SettingsDifferences;
import org.bitadapt.jobs.netadapt.history.IterationEntry;
import org.bitadapt.jobs.netadapt.history.SearchHistory;
import org.bitadapt.jobs.picture.ReportPictures;
import org.bitadapt.jobs.result.EvaluationResult;
import org.bitadapt.jobs.run.EpochMetrics;

/** Several runs as tables whose first column, run, is the run's name; read anew at each call. */
public final class RunComparison {

    private final SparkSession spark;
    private final Map<String, RunTables> runs;

    private RunComparison(SparkSession spark, Map<String, RunTables> runs) {
        this.spark = spark;
        this.runs = runs;
    }

    static RunComparison of(SparkSession spark, List<String> paths) throws IOException {
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("Invalid runs: none (must be at least one)");
        }
        List<RunTables> opened = new ArrayList<>();
        for (String path : paths) {
            opened.add(Runs.open(spark, path.strip()));
        }
        Map<String, RunTables> runs = new LinkedHashMap<>();
        for (RunTables run : opened) {
            long namesakes = opened.stream()
                    .filter(other -> other.name().equals(run.name()))
                    .count();
            runs.put(namesakes == 1 ? run.name() : run.path(), run);
        }
        return new RunComparison(spark, runs);
    }

    /** The runs' names, in the order given. */
    public List<String> names() {
        return List.copyOf(runs.keySet());
    }

    /**
     * A row per run: run, command, state, network, precision, epochs (so far), validationAccuracy (of the best epoch),
     * testAccuracy (of the last evaluation), packedBytes, iterations (of the search). A figure that a run does not have
     * is null.
     */
    public Dataset<Row> summary() throws IOException {
        Table table =
                new Table("run string, command string, state string, network string, precision string, epochs int,"
                        + " validationAccuracy double, testAccuracy double, packedBytes bigint, iterations int");
        for (Map.Entry<String, RunTables> run : runs.entrySet()) {
            RunTables tables = run.getValue();
            SortedMap<String, String> settings = tables.run().settings().values();
            List<EpochMetrics> epochs = tables.run().metrics();
            table.row(
                    run.getKey(),
                    tables.run().info().command(),
                    tables.run().info().state().name().toLowerCase(Locale.ROOT),
                    settings.get("network.name"),
                    settings.get("network.precision"),
                    epochs.size(),
                    best(epochs),
                    tables.evaluation().map(EvaluationResult::accuracy).orElse(null),
                    tables.hasModel() ? Models.bytes(spark, tables.path()) : null,
                    tables.search().map(history -> history.iterations().size()).orElse(null));
        }
        return table.in(spark);
    }

    private static Double best(List<EpochMetrics> epochs) {
        return epochs.stream()
                .map(EpochMetrics::validationAccuracy)
                .filter(accuracy -> !accuracy.isNaN())
                .max(Double::compare)
                .orElse(null);
    }

    /** Settings that are not the same in all runs: run, key, value. */
    public Dataset<Row> differences() throws IOException {
        Map<String, SortedMap<String, String>> settings = new LinkedHashMap<>();
        for (Map.Entry<String, RunTables> run : runs.entrySet()) {
            settings.put(run.getKey(), run.getValue().run().settings().values());
        }
        Table table = new Table("run string, key string, value string");
        SettingsDifferences.between(settings)
                .forEach((key, values) -> values.forEach((run, value) -> table.row(run, key, value)));
        return table.in(spark);
    }

    /** {@link RunTables#metrics} of all runs. */
    public Dataset<Row> metrics() throws IOException {
        return union(RunTables::metrics);
    }

    /** {@link RunTables#iterations} of all runs. */
    public Dataset<Row> iterations() throws IOException {
        return union(RunTables::iterations);
    }

    /** {@link RunTables#proposals} of all runs. */
    public Dataset<Row> proposals() throws IOException {
        return union(RunTables::proposals);
    }

    /** {@link RunTables#channels} of all runs. */
    public Dataset<Row> channels() throws IOException {
        return union(RunTables::channels);
    }

    /**
     * The winners of all searches: run, iteration, resourceLeft (share of the start), accuracy (held-out), latencyMicros
     * (measured), bytes.
     */
    public Dataset<Row> tradeOff() throws IOException {
        Table table = new Table("run string, iteration int, resourceLeft double, accuracy double, latencyMicros double,"
                + " bytes bigint");
        searches().forEach((run, history) -> {
            double start = history.start().entry().winner().resource();
            for (IterationEntry entry : history.entries()) {
                table.row(
                        run,
                        entry.number(),
                        entry.winner().resource() / start,
                        entry.accuracy(),
                        entry.winner().latencyMicros(),
                        entry.winner().bytes());
            }
        });
        return table.in(spark);
    }

    /**
     * The winners of all searches as a picture in HTML, a line per search.
     *
     * @throws IllegalArgumentException if no run has a search
     */
    public String tradeOffPicture() throws IOException {
        return ReportPictures.tradeOffs(searches());
    }

    private Map<String, SearchHistory> searches() throws IOException {
        Map<String, SearchHistory> searches = new LinkedHashMap<>();
        for (Map.Entry<String, RunTables> run : runs.entrySet()) {
            Optional<SearchHistory> history = run.getValue().search();
            history.ifPresent(found -> searches.put(run.getKey(), found));
        }
        return searches;
    }

    private Dataset<Row> union(Part part) throws IOException {
        Dataset<Row> all = null;
        for (Map.Entry<String, RunTables> run : runs.entrySet()) {
            Dataset<Row> own = part.of(run.getValue()).select(named(run.getKey()));
            all = all == null ? own : all.unionByName(own);
        }
        return all;
    }

    private static Column[] named(String run) {
        return new Column[] {lit(run).as("run"), col("*")};
    }

    /** A table of one run. */
    @FunctionalInterface
    private interface Part {
        Dataset<Row> of(RunTables run) throws IOException;
    }
}
