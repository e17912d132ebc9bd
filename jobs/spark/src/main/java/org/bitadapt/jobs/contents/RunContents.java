package org.bitadapt.jobs.contents;

import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bitadapt.common.cost.NetworkCosts;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Locations;
import org.bitadapt.jobs.config.Settings;
import org.bitadapt.jobs.model.SavedGraph;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.netadapt.history.SearchHistory;
import org.bitadapt.jobs.picture.DisplayText;
import org.bitadapt.jobs.picture.ModelSizes;
import org.bitadapt.jobs.picture.RunReport;
import org.bitadapt.jobs.result.EvaluationFiles;
import org.bitadapt.jobs.run.Checkpoint;
import org.bitadapt.jobs.run.EpochMetrics;
import org.bitadapt.jobs.run.RunFolder;
import org.bitadapt.jobs.run.RunInfo;
import org.bitadapt.quant.layer.NetworkGraph;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Reads the contents of a run's folder. Nothing in the folder is changed, and a run that still goes on can be read too.
 */
public final class RunContents {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int CHECKSUM_DIGITS = 16;

    private final RunFolder run;
    private final Configuration hadoop;

    private RunContents(RunFolder run, Configuration hadoop) {
        this.run = run;
        this.hadoop = hadoop;
    }

    /**
     * A report of a run's contents, to which more can be added.
     *
     * @throws BadInputException if there is no run, or a file of the run is damaged
     * @throws IOException if a file of the run cannot be read
     */
    public static RunReport.Builder read(RunFolder run, Configuration hadoop) throws IOException {
        return new RunContents(run.existing(), hadoop).read();
    }

    private RunReport.Builder read() throws IOException {
        Settings settings = run.settings();
        List<EpochMetrics> epochs = run.metrics();
        String network = settings.values().getOrDefault("network.name", "network");
        RunReport.Builder report = RunReport.titled(run.path().getName() + ": " + network)
                .epochs(epochs)
                .configuration(settings.render());
        addFacts(report, settings, epochs);
        SearchHistory.read(run, hadoop).ifPresent(report::search);
        addWeights(report);
        addSizes(report);
        addEvaluation(report);
        return report;
    }

    private void addFacts(RunReport.Builder report, Settings settings, List<EpochMetrics> epochs) throws IOException {
        RunInfo info = run.info();
        report.fact("Command", "bitadapt " + info.command())
                .fact("State", state(info))
                .fact("Network", settings.values().getOrDefault("network.name", ""))
                .fact("Precision", settings.values().getOrDefault("network.precision", ""))
                .fact(
                        "Data set",
                        info.data().name().isEmpty() ? "not kept" : info.data().name())
                .fact("Seed", Long.toString(info.seed()))
                .fact("Version", info.version())
                .fact("Started", TIME.format(info.started()))
                .fact(
                        "Time in epochs",
                        DisplayText.duration(epochs.stream()
                                .mapToDouble(EpochMetrics::seconds)
                                .filter(Double::isFinite)
                                .sum()))
                .fact("Folder", Locations.shown(run.path()));
        if (!info.data().location().isEmpty()) {
            report.fact(
                    "Folder of the data set",
                    Locations.shown(new Path(info.data().location())));
        }
        report.fact("Checksum of the data set", shortened(info.data().checksum()));
    }

    private static String state(RunInfo info) {
        String state = info.state().name().toLowerCase(Locale.ROOT);
        return info.attempts() > 1 ? state + ", started " + info.attempts() + " times" : state;
    }

    /** The beginning of a checksum, which is enough to tell data sets apart. */
    private static String shortened(String checksum) {
        return checksum.length() <= CHECKSUM_DIGITS ? checksum : checksum.substring(0, CHECKSUM_DIGITS) + "…";
    }

    /** Adds the hysteresis and layers of the best epoch, whose weights are delivered, or else of the last epoch. */
    private void addWeights(RunReport.Builder report) throws IOException {
        Optional<Checkpoint> best = run.bestCheckpoint();
        Optional<Checkpoint> checkpoint = best.isPresent() ? best : run.latestCheckpoint();
        if (checkpoint.isPresent()) {
            ComputationGraph graph = SavedGraph.read(checkpoint.get().folder(), hadoop);
            report.hysteresis(MeasuredHysteresis.of(graph))
                    .layers(NetworkCosts.of(NetworkGraph.configuration(graph)
                                    .engineKey()
                                    .network())
                            .layers());
        }
    }

    private void addSizes(RunReport.Builder report) throws IOException {
        if (run.has(TrainedModel.FILE)) {
            TrainedModel.Packed packed = TrainedModel.openPacked(run.toString(), hadoop);
            report.sizes(new ModelSizes(packed.model().metadata().float32Bytes(), packed.file().length));
        }
    }

    private void addEvaluation(RunReport.Builder report) throws IOException {
        EvaluationFiles.result(run, hadoop).ifPresent(report::evaluation);
        EvaluationFiles.widths(run, hadoop).ifPresent(report::widths);
    }
}
