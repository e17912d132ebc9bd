package org.bitadapt.jobs.evaluate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.common.network.Width;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.config.LatencyConfig;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.DatasetManifest;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.netadapt.latency.WholeLatency;
import org.bitadapt.jobs.picture.EvaluationPicture;
import org.bitadapt.jobs.result.EvaluationResult;
import org.bitadapt.jobs.result.WidthFigures;
import org.bitadapt.jobs.result.WidthsResult;
import org.bitadapt.jobs.run.AtomicFiles;
import org.bitadapt.jobs.run.RunFolder;
import org.bitadapt.jobs.score.WidthScoring;
import org.bitadapt.netadapt.energy.Hardware;
import org.bitadapt.netadapt.resource.Energy;

/**
 * The comparison of a model at several of its bit widths: scored on the executors first, measured on the driver's
 * machine then.
 */
record WidthsEvaluation(JavaSparkContext spark, Console console, TrainedModel trained, Dataset dataset, Split split) {

    /**
     * Scores, measures and models.
     *
     * @param widths some of the model's widths, ascending
     * @param network the network with all its widths; empty if only its packed model is there, which leaves energies open
     * @param options the modelled accelerator, and how long each width is measured
     */
    WidthsResult compare(List<Width> widths, Optional<NetworkSpec> network, WidthsOptions options) throws IOException {
        Hardware hardware = options.hardware();
        WidthsResult scores = new WidthScoring(spark, dataset, split).score(trained, widths);
        Optional<Energy> energy = network.map(spec -> new Energy(hardware));
        List<WidthFigures> figures = new ArrayList<>();
        for (WidthFigures scored : timed(scores.widths(), options.latency())) {
            figures.add(energy.map(model -> scored.spending(microjoules(model, network.orElseThrow(), scored.width())))
                    .orElse(scored));
        }
        String modelled = energy.isPresent() ? hardware.name() : null;
        return new WidthsResult(split, scores.records(), modelled, scores.bytes(), figures);
    }

    private static double microjoules(Energy energy, NetworkSpec network, Width width) {
        return energy.of(LoweredNetwork.of(network.at(width))).microjoules();
    }

    /** Adds the times of packed models; a training graph is not what devices run, and is not measured. */
    private List<WidthFigures> timed(List<WidthFigures> scored, LatencyConfig settings) throws IOException {
        if (!(trained instanceof TrainedModel.Packed packed)) {
            return scored;
        }
        console.say("Measuring one image on one thread at each width. Leave the machine alone.");
        DatasetManifest data = dataset.manifest();
        WholeLatency latency = new WholeLatency(
                spark.sc(), console, settings, PixelNormalization.of(data.mean(), data.standardDeviation()));
        List<WidthFigures> timed = new ArrayList<>();
        for (WidthFigures figures : scored) {
            byte[] file = packed.at(figures.width()).file();
            timed.add(figures.timed(latency.measure(file).medianMicros()));
        }
        return timed;
    }

    /** The network of a model's training graph; empty for a packed model without its run. */
    static Optional<NetworkSpec> network(String model, TrainedModel trained, Configuration hadoop) throws IOException {
        if (trained instanceof TrainedModel.Graph graph) {
            return Optional.of(graph.key().network());
        }
        if (!TrainedModel.isRun(model, hadoop)
                || RunFolder.at(model, hadoop).bestCheckpoint().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(TrainedModel.openGraph(model, hadoop).key().network());
    }

    /** Writes the result and its picture into a folder. */
    void keep(WidthsResult result, Path folder) throws IOException {
        AtomicFiles files = AtomicFiles.of(folder, spark.hadoopConfiguration());
        byte[] picture = EvaluationPicture.png(result);
        files.write(
                new Path(folder, WidthsResult.fileOf(split)),
                out -> out.write(result.toJson().getBytes(StandardCharsets.UTF_8)));
        files.write(new Path(folder, "widths" + EvaluationResult.addition(split) + ".png"), out -> out.write(picture));
    }
}
