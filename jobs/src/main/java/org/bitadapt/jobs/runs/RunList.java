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
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.report.EvaluationResult;
import org.bitadapt.jobs.report.RunContents;
import org.bitadapt.jobs.run.EpochMetrics;
import org.bitadapt.jobs.run.RunFolder;
import org.bitadapt.jobs.run.RunInfo;

/**
 * Runs by name.
 *
 * @param runs in order of name
 */
record RunList(List<Row> runs) implements Outcome {

    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String NONE = "-";

    /**
     * A run. What is not known, or not there yet, is null.
     *
     * @param name of its folder
     * @param command that made it
     * @param state running, interrupted, failed, finished or damaged
     * @param network and {@code precision} by its settings
     * @param epochs that are done
     * @param ofEpochs that it was asked for
     * @param validationAccuracy of the best epoch
     * @param testAccuracy of its last evaluation on the test split
     * @param packedBytes of its packed model
     * @param started when it was first started, in UTC
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            String name,
            String command,
            String state,
            String network,
            String precision,
            Integer epochs,
            Integer ofEpochs,
            Double validationAccuracy,
            Double testAccuracy,
            Long packedBytes,
            String started) {

        static Row damaged(String name) {
            return new Row(name, null, "damaged", null, null, null, null, null, null, null, null);
        }

        static Row of(RunFolder run, Configuration configuration) throws IOException {
            RunInfo info = run.info();
            SortedMap<String, String> settings = run.settings().values();
            List<EpochMetrics> metrics = run.metrics();
            OptionalDouble validation = metrics.stream()
                    .mapToDouble(EpochMetrics::validationAccuracy)
                    .filter(Double::isFinite)
                    .max();
            Optional<EvaluationResult> evaluation = RunContents.evaluation(run, configuration);
            boolean isTraining = info.command().equals("train");
            return new Row(
                    run.path().getName(),
                    info.command(),
                    info.state().name().toLowerCase(Locale.ROOT),
                    settings.get("network.name"),
                    settings.get("network.precision"),
                    metrics.size(),
                    Integer.valueOf(settings.get(isTraining ? "train.epochs" : "netadapt.long-term.epochs")),
                    validation.isPresent() ? validation.getAsDouble() : null,
                    evaluation.map(EvaluationResult::accuracy).orElse(null),
                    packedBytes(run, configuration),
                    time(info.started()));
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

    RunList {
        runs = runs.stream().sorted(Comparator.comparing(Row::name)).toList();
    }

    @Override
    public String describe() {
        TextTable table =
                new TextTable("run", "state", "network", "epochs", "validation", "test", "packed bytes", "started");
        for (Row row : runs) {
            table.row(
                    row.name,
                    row.state,
                    row.network == null ? NONE : row.network + " " + row.precision,
                    row.epochs == null ? NONE : row.epochs + "/" + row.ofEpochs,
                    percent(row.validationAccuracy),
                    percent(row.testAccuracy),
                    row.packedBytes == null ? NONE : row.packedBytes,
                    row.started == null ? NONE : row.started);
        }
        return table.toString();
    }

    private static String percent(Double share) {
        return share == null ? NONE : String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
