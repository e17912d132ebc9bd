package org.bitadapt.jobs.netadapt.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.bitadapt.jobs.command.FlatTable;
import org.bitadapt.jobs.files.TextFiles;
import org.bitadapt.jobs.netadapt.history.HistoryTable;
import org.bitadapt.jobs.netadapt.history.IterationEntry;
import org.bitadapt.jobs.netadapt.history.SearchHistory;
import org.bitadapt.jobs.netadapt.latency.LatencyTables;
import org.bitadapt.jobs.netadapt.proposal.SearchFolder;
import org.bitadapt.jobs.netadapt.proposal.StoredModel;
import org.bitadapt.jobs.run.RunWriter;
import org.bitadapt.jobs.spark.DataFrames;
import org.bitadapt.jobs.spark.JobDescription;
import org.bitadapt.jobs.train.TrainingStart;
import org.bitadapt.netadapt.latency.LatencyTable;
import org.bitadapt.netadapt.search.Evaluation;
import org.bitadapt.netadapt.search.SearchJson;
import org.bitadapt.netadapt.search.SearchState;

/**
 * The records of a search that the driver writes. A finished iteration exists when {@code state.json} has it;
 * everything else of the iteration is written before.
 */
final class SearchRecords {

    private static final String STATE = SearchHistory.FOLDER + "/state.json";
    private static final SearchJson<StoredModel> STATE_JSON = new SearchJson<>(StoredModel.class);
    private static final String LATENCY = SearchHistory.FOLDER + "/latency.csv";

    private final RunWriter run;
    private final SearchFolder folder;
    private final Configuration hadoop;

    SearchRecords(RunWriter run, Configuration hadoop) {
        this.run = run;
        this.folder = new SearchFolder(run.folder().toString());
        this.hadoop = hadoop;
    }

    SearchHistory history() throws IOException {
        return SearchHistory.read(run.folder(), hadoop)
                .orElseThrow(() -> new IllegalStateException("The search has started"));
    }

    boolean has(String name) throws IOException {
        return run.folder().has(name);
    }

    void write(String name, Record value) throws IOException {
        byte[] json = SearchHistory.json(value);
        run.writeAtomically(name, out -> out.write(json));
    }

    void write(String name, byte[] content) throws IOException {
        run.writeAtomically(name, out -> out.write(content));
    }

    /** Where tasks find the models of the search. */
    SearchFolder folder() {
        return folder;
    }

    /** Writes the model that the search starts from. */
    void write(Evaluation.Scored<StoredModel> scored, TrainingStart model) throws IOException {
        run.check();
        folder.write(scored, model, hadoop);
    }

    /** Reads a model. */
    TrainingStart model(StoredModel model) throws IOException {
        return folder.read(model.path(), hadoop);
    }

    /** The finished proposals of an iteration. */
    List<Evaluation<StoredModel>> finished(int iteration) throws IOException {
        return folder.finished(iteration, hadoop);
    }

    /** Deletes the models of an iteration but that of one group. */
    void keepOnly(int iteration, String group) throws IOException {
        run.check();
        folder.keepOnly(iteration, group, hadoop);
    }

    boolean hasState() throws IOException {
        return has(STATE);
    }

    /** The state of the search after its finished iterations. */
    SearchState<StoredModel> state() throws IOException {
        Path path = run.folder().path(STATE);
        try {
            return STATE_JSON.read(TextFiles.read(path, hadoop));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + ", in file " + path, e);
        }
    }

    void write(IterationEntry entry, SearchState<StoredModel> state) throws IOException {
        write(SearchHistory.table(entry.number()), entry);
        for (FlatTable table : tables()) {
            write(
                    SearchHistory.FOLDER + "/" + table.name() + ".csv",
                    table.csv().getBytes(StandardCharsets.UTF_8));
        }
        write(STATE, STATE_JSON.write(state).getBytes(StandardCharsets.UTF_8));
    }

    private List<FlatTable> tables() throws IOException {
        SearchHistory history = history();
        return List.of(HistoryTable.iterations(history), HistoryTable.proposals(history));
    }

    void writeParquet(SparkSession session) throws IOException {
        for (FlatTable table : tables()) {
            JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
            try (JobDescription ignored = JobDescription.of(spark, "Write the table of " + table.name())) {
                run.writeFolder(
                        SearchHistory.FOLDER + "/" + table.name() + ".parquet",
                        target -> DataFrames.writeParquet(session, table, target.toString()));
            }
        }
    }

    boolean hasLatencies() throws IOException {
        return has(LATENCY);
    }

    LatencyTable latencies() throws IOException {
        return LatencyTables.read(run.folder().path(LATENCY).toString(), hadoop);
    }

    void write(LatencyTable table) throws IOException {
        write(LATENCY, table.file().text().getBytes(StandardCharsets.UTF_8));
    }
}
