package org.bitadapt.jobs.runs;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.command.TextTable;
import org.bitadapt.jobs.model.ImportedRun;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.result.EvaluationFiles;
import org.bitadapt.jobs.result.EvaluationResult;
import org.bitadapt.jobs.run.EpochMetrics;
import org.bitadapt.jobs.run.RunFolder;
import org.bitadapt.jobs.run.RunInfo;

/**
 * A list of runs by name.
 *
 * @param runs the rows of the runs, in order of name
 */
record RunsOutcome(List<Row> runs) implements Outcome {

    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** The text that people see for a value that is not known. */
    static final String NONE = "-";

    /** The titles of the columns for people. */
    static final List<String> HEADER =
            List.of("run", "state", "network", "data", "epochs", "validation", "test", "bytes", "started");

    /**
     * The row of a run. A value that is not known, or not there yet, is null.
     *
     * @param name the name of the run's folder
     * @param command the command that made the run
     * @param state the state: running, interrupted, failed, finished or damaged
     * @param dataset the name of the run's data set
     * @param network the name of the network, from the run's settings as {@code precision} is
     * @param epochs the number of epochs that are done
     * @param ofEpochs the number of epochs that the run was asked for
     * @param validationAccuracy the validation accuracy of the best epoch
     * @param testAccuracy the accuracy of the last evaluation on the test split
     * @param packedBytes the bytes of the run's packed model
     * @param started the time of the run's first start, in UTC
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            String name,
            String command,
            String state,
            String dataset,
            String network,
            String precision,
            Integer epochs,
            Integer ofEpochs,
            Double validationAccuracy,
            Double testAccuracy,
            Long packedBytes,
            String started) {

        static Row damaged(String name) {
            return new Row(name, null, "damaged", null, null, null, null, null, null, null, null, null);
        }

        static Row of(RunFolder run, Configuration configuration) throws IOException {
            RunInfo info = run.info();
            SortedMap<String, String> settings = run.settings().values();
            List<EpochMetrics> metrics = run.metrics();
            OptionalDouble validation = metrics.stream()
                    .mapToDouble(EpochMetrics::validationAccuracy)
                    .filter(Double::isFinite)
                    .max();
            Optional<EvaluationResult> evaluation = EvaluationFiles.result(run, configuration);
            boolean isTraining = info.command().equals("train");
            boolean isImport = info.command().equals(ImportedRun.COMMAND);
            return new Row(
                    run.path().getName(),
                    info.command(),
                    info.state().name().toLowerCase(Locale.ROOT),
                    info.data().name().isEmpty() ? null : info.data().name(),
                    settings.get("network.name"),
                    settings.get("network.precision"),
                    isImport ? null : metrics.size(),
                    isImport
                            ? null
                            : Integer.valueOf(settings.get(isTraining ? "train.epochs" : "netadapt.long-term.epochs")),
                    validation.isPresent() ? validation.getAsDouble() : null,
                    evaluation.map(EvaluationResult::accuracy).orElse(null),
                    packedBytes(run, configuration),
                    time(info.started()));
        }

        /** This row under another name. */
        Row named(String other) {
            return new Row(
                    other,
                    command,
                    state,
                    dataset,
                    network,
                    precision,
                    epochs,
                    ofEpochs,
                    validationAccuracy,
                    testAccuracy,
                    packedBytes,
                    started);
        }

        /** The cells of the row for people, one for each title of {@link RunsOutcome#HEADER}. */
        List<String> cells() {
            return List.of(
                    name,
                    state,
                    network == null ? NONE : network + " " + precision,
                    dataset == null ? NONE : dataset,
                    epochs == null ? NONE : epochs + "/" + ofEpochs,
                    percent(validationAccuracy),
                    percent(testAccuracy),
                    packedBytes == null ? NONE : String.format(Locale.ROOT, "%,d", packedBytes),
                    started == null ? NONE : started);
        }

        private static String time(Instant started) {
            return MINUTES.format(started);
        }

        private static Long packedBytes(RunFolder run, Configuration configuration) throws IOException {
            Path model = run.path(TrainedModel.FILE);
            return run.has(TrainedModel.FILE)
                    ? model.getFileSystem(configuration).getFileStatus(model).getLen()
                    : null;
        }
    }

    RunsOutcome {
        runs = runs.stream().sorted(Comparator.comparing(Row::name)).toList();
    }

    @Override
    public String describe() {
        return table(runs).toString();
    }

    /** The table of runs, a line per run. */
    static TextTable table(List<Row> runs) {
        TextTable table = new TextTable(HEADER.toArray(String[]::new));
        runs.forEach(row -> table.row(row.cells().toArray()));
        return table;
    }

    private static String percent(Double share) {
        return share == null ? NONE : String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
