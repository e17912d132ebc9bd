package org.bitadapt.jobs.benchmark;

import java.time.Duration;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.common.cost.NetworkCosts;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.config.PrecisionOption;
import org.bitadapt.jobs.spark.SparkSessions;
import org.bitadapt.quant.benchmark.TrainingBenchmark;
import org.bitadapt.quant.engine.contract.EngineOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code bitadapt benchmark scaling}. */
@Command(
        name = "scaling",
        description = {
            "Predicts training on clusters: images a second, efficiency and time of an epoch by number of executors.",
            "One core's speed and Spark's own costs are measured here; the network between machines is what the"
                    + " options say."
        },
        footer = {
            "  bitadapt benchmark scaling --network resnet20",
            "  bitadapt benchmark scaling --network resnet18 --cores 4 --gigabits 25 --latency-micros 50",
            "  bitadapt benchmark scaling --network alexnet --images-per-second 34 --executors 8,16,32"
        })
public final class ScalingBenchmarkCommand extends JobCommand {

    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration MEASURED = Duration.ofSeconds(5);
    private static final Duration EACH_COST = Duration.ofSeconds(3);
    /** The bytes of a parameter and its momentum, as floats. */
    private static final long BYTES_PER_PARAMETER = 8;

    @Mixin
    private NetworkOption network;

    @Mixin
    private PrecisionOption precision;

    @Option(
            names = "--classes",
            paramLabel = "N",
            defaultValue = "10",
            description = "Classes of the network (default: ${DEFAULT-VALUE}).")
    private int classes;

    @Option(
            names = "--images",
            paramLabel = "N",
            defaultValue = "1280000",
            description = "Training images of an epoch (default: ${DEFAULT-VALUE}).")
    private long images;

    @Option(
            names = "--batch",
            paramLabel = "IMAGES",
            defaultValue = "64",
            description = "Images per worker and step (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--averaging-period",
            paramLabel = "STEPS",
            defaultValue = "10",
            description = "Steps between two averagings (default: ${DEFAULT-VALUE}).")
    private int averagingPeriod;

    @Option(
            names = "--executors",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,10,100,1000",
            description = "How many to predict for (default: ${DEFAULT-VALUE}).")
    private List<Integer> executors;

    @Option(
            names = "--cores",
            paramLabel = "N",
            defaultValue = "1",
            description = "Cores of an executor, a worker each (default: ${DEFAULT-VALUE}).")
    private int cores;

    @Option(
            names = "--gigabits",
            paramLabel = "N",
            defaultValue = "10",
            description = "Assumed of every machine's network, in 10^9 bits a second (default: ${DEFAULT-VALUE}).")
    private double gigabits;

    @Option(
            names = "--latency-micros",
            paramLabel = "N",
            defaultValue = "200",
            description = "Assumed of a message between machines (default: ${DEFAULT-VALUE}).")
    private double latencyMicros;

    @Option(
            names = "--images-per-second",
            paramLabel = "N",
            description = "The speed of training on one core, instead of measuring it here.")
    private Double imagesPerSecond;

    @Override
    protected ScalingOutcome run(Console console) {
        if (executors.stream().anyMatch(count -> count < 1)) {
            throw new BadInputException("Invalid --executors: " + executors + " (must be 1 or more each)", "");
        }
        NetworkSpec spec = precision.of(network.name(), network.spec(classes), console::say);
        long messageBytes = BYTES_PER_PARAMETER * NetworkCosts.of(spec).parameters();
        double speed = imagesPerSecond == null ? measureCore(spec, console) : imagesPerSecond;
        console.say("Measuring Spark's jobs, broadcasts and sums");
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(
                SparkSessions.start("benchmark scaling").sparkContext());
        SparkCosts.Measured measured =
                new SparkCosts(spark, EACH_COST).measure(Math.toIntExact(messageBytes / Float.BYTES));
        ClusterCosts costs = new ClusterCosts(
                speed,
                measured.broadcastSecondsPerByte(),
                measured.averagingSecondsPerByte(),
                measured.jobSeconds(),
                measured.taskSeconds(),
                1e9 / 8 * gigabits,
                1e-6 * latencyMicros);
        ScalingModel model = new ScalingModel(costs, messageBytes, images, batch, averagingPeriod, cores);
        return new ScalingOutcome(
                network.name(),
                precision.word(),
                model,
                executors.stream().map(model::predict).toList());
    }

    private double measureCore(NetworkSpec spec, Console console) {
        console.say("Measuring training steps on one thread for "
                + WARM_UP.plus(MEASURED).toSeconds() + " s");
        try (TrainingBenchmark benchmark = new TrainingBenchmark(spec, EngineOptions.automatic(1, batch))) {
            return benchmark.measure(WARM_UP, MEASURED).median();
        }
    }
}
