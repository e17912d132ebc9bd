package org.bitadapt.jobs.netadapt;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.bitadapt.common.family.Networks;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.config.PrecisionOption;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.netadapt.latency.LatencyTables;
import org.bitadapt.jobs.spark.SparkSessions;
import org.bitadapt.netadapt.latency.FloatLayerTimer;
import org.bitadapt.netadapt.latency.LatencyTable;
import org.bitadapt.netadapt.search.ProposalRules.Takes;
import org.bitadapt.runtime.EngineChoice;
import org.bitadapt.runtime.SessionOptions;
import org.bitadapt.runtime.latency.GridSteps;
import org.bitadapt.runtime.latency.LatencyHeader;
import org.bitadapt.runtime.latency.LayerShape;
import org.bitadapt.runtime.latency.LayerTimer;
import org.bitadapt.runtime.latency.PackedLayerTimer;
import org.bitadapt.runtime.latency.TimingEffort;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code bitadapt latency-table}. */
@Command(
        name = "latency-table",
        description = {
            "Measures the layers of a network at the channel counts that a search may ask for.",
            "Of a packed model of several bit widths, measures the layers of all widths, for predict --budget-micros.",
            "Measures on this machine, one layer at a time: leave it alone meanwhile.",
            "The same command again goes on where it was interrupted; other networks can add to the same table."
        },
        footer = {
            "  bitadapt latency-table --model runs/widths --target laptop --step 4096 --linear-step 4096 --least 4096",
            "  bitadapt latency-table --network resnet20 --target laptop",
            "  bitadapt latency-table --network alexnet-cifar --target laptop --linear-step 32 --output laptop.csv",
            "  bitadapt latency-table --network alexnet-cifar --precision float32 --target laptop --output float.csv"
        })
public final class LatencyTableCommand extends JobCommand {

    @ArgGroup(multiplicity = "1")
    private Layers layers;

    /** The options that say whose layers are measured. */
    private static final class Layers {

        @Option(
                names = "--network",
                paramLabel = "NAME",
                description = "A known network, such as resnet20, or the path of a .json file.")
        private String network;

        @Option(
                names = "--model",
                paramLabel = "PATH",
                description =
                        "A packed model, all of whose bit widths are measured: a run's folder, a .bnn file or zoo:NAME.")
        private String model;
    }

    @Option(
            names = "--classes",
            paramLabel = "N",
            defaultValue = "10",
            description = "Classes of the network (default: ${DEFAULT-VALUE}).")
    private int classes;

    @Mixin
    private PrecisionOption precision;

    @Option(names = "--target", required = true, paramLabel = "NAME", description = "What to call this machine.")
    private String target;

    @Option(
            names = "--step",
            paramLabel = "N",
            defaultValue = "8",
            description =
                    "Measure at multiples of N channels; between them is interpolated (default: ${DEFAULT-VALUE}).")
    private int step;

    @Option(
            names = "--linear-step",
            paramLabel = "N",
            defaultValue = "64",
            description = "The step between the outputs of linear layers (default: ${DEFAULT-VALUE}).")
    private int linearStep;

    @Option(
            names = "--least",
            paramLabel = "N",
            defaultValue = "8",
            description =
                    "The fewest channels a search may ask for, not above its channel-multiple (default: ${DEFAULT-VALUE}).")
    private int least;

    @Option(
            names = "--proposals",
            paramLabel = "WHAT",
            defaultValue = "CHANNELS",
            description =
                    "What a search may take: ${COMPLETION-CANDIDATES}; planes are measured up to a layer's own (default:"
                            + " ${DEFAULT-VALUE}).")
    private Takes proposals;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads of the runtime (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = {
                "How long the first layer of a kind runs until the JVM has compiled it",
                "(default: ${DEFAULT-VALUE}; more on slow machines)."
            })
    private double warmUp;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "The table, a local file, made or continued (default: latency-TARGET.csv).")
    private Path output;

    @Override
    protected LatencyTableOutcome run(Console console) throws IOException {
        MeasuredNetwork network = network(console);
        List<LayerShape> shapes = network.shapes(proposals, new GridSteps(step, linearStep), least);
        TimingEffort effort = TimingEffort.DEFAULT.withFirstWarmUp(Duration.ofMillis(Math.round(1e3 * warmUp)));
        PackedLayerTimer packed = new PackedLayerTimer(new SessionOptions(EngineChoice.AUTO, threads), effort);
        LayerTimer timer = network.packs() ? packed : new FloatLayerTimer(threads, effort);
        String engine = network.packs() ? packed.engine() : FloatLayerTimer.ENGINE;
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        LatencyHeader header = LatencyHeader.here(target, engine, threads, now);
        Path file = output == null ? Path.of("latency-" + target + ".csv") : output;
        LatencyTable table =
                LatencyTables.measure(console, timer, new LatencyTables.Order(header, shapes, effort), file);
        return new LatencyTableOutcome(
                file.toString(),
                target,
                header.engine(),
                shapes.size(),
                table.file().rows().size(),
                network.micros(table),
                network.widthMicros(table));
    }

    private MeasuredNetwork network(Console console) throws IOException {
        return layers.model == null
                ? new MeasuredNetwork.Known(
                        precision.of(layers.network, Networks.named(layers.network, classes), console::say))
                : new MeasuredNetwork.Packed(TrainedModel.openPacked(layers.model, SparkSessions.hadoop())
                        .model());
    }
}
