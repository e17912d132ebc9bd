package org.bitadapt.jobs.benchmark;

import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.config.NetworkConfig.Precision;
import org.bitadapt.jobs.config.Settings;
import org.bitadapt.jobs.config.SettingsOptions;
import org.bitadapt.jobs.config.TrainingJobConfig;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.spark.SparkSessions;
import org.bitadapt.jobs.train.SteppedTraining;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code bitadapt benchmark agreement}. */
@Command(
        name = "agreement",
        description = {
            "Trains some steps here and in PyTorch, from the same weights on the same minibatches, and compares the losses.",
            "The exit code is 1 if they do not agree. A second training in PyTorch, whose weights differ in their last bit"
                    + " at the start, shows how much rounding alone does."
        },
        footer = {
            "  bitadapt benchmark agreement --data datasets/cifar10",
            "  bitadapt benchmark agreement --data datasets/cifar10 --precision float32 --set data.batch=128"
        })
public final class AgreementBenchmarkCommand extends JobCommand {

    @Option(names = "--data", required = true, paramLabel = "PATH", description = "A data set that preprocess made.")
    private String data;

    @Option(names = "--network", paramLabel = "NAME", description = "The same as --set network.name=NAME.")
    private String network;

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            description = "binary, float32 or own, the same as --set network.precision=NAME.")
    private Precision precision;

    @Option(names = "--batch", paramLabel = "IMAGES", description = "The same as --set data.batch=IMAGES.")
    private String batch;

    @Option(names = "--learning-rate", paramLabel = "RATE", description = "The same as --set train.learning-rate=RATE.")
    private String learningRate;

    @Option(names = "--seed", paramLabel = "N", description = "The same as --set train.seed=N.")
    private String seed;

    @Option(
            names = "--steps",
            paramLabel = "COUNT",
            defaultValue = "50",
            description = "Minibatches that are trained on (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--epochs",
            paramLabel = "COUNT",
            defaultValue = "5",
            description = "Epochs of equal length that the steps make, in place of train.epochs (default:"
                    + " ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--warm-up",
            paramLabel = "EPOCHS",
            defaultValue = "1",
            description = "Taken in place of train.schedule.warm-up-epochs (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Mixin
    private PythonOption python;

    @Mixin
    private SettingsOptions options;

    @Override
    protected AgreementOutcome run(Console console) throws IOException {
        if (epochs < 1 || steps < epochs || steps % epochs != 0) {
            throw new BadInputException(
                    "Invalid --steps: " + steps + " (must be a multiple of --epochs, " + epochs + ")", "");
        }
        Settings settings = settings();
        TrainingJobConfig.of(settings);
        TorchProcess.requireTorch(python.path());
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(
                SparkSessions.start("benchmark agreement").sparkContext());
        Dataset dataset = Dataset.open(new Path(data), spark.hadoopConfiguration());
        return new StepComparison(SteppedTraining.of(spark, dataset, settings, steps / epochs), steps)
                .run(python.path(), console);
    }

    /** The settings of the command; {@code --network} and other options win over {@code --set}. */
    private Settings settings() {
        Settings settings =
                options.settings().set("train.epochs=" + epochs).set("train.schedule.warm-up-epochs=" + warmUp);
        settings = with(settings, "network.name", network);
        settings = with(
                settings,
                "network.precision",
                precision == null ? null : precision.name().toLowerCase(Locale.ROOT));
        settings = with(settings, "data.batch", batch);
        settings = with(settings, "train.learning-rate", learningRate);
        return with(settings, "train.seed", seed);
    }

    private static Settings with(Settings settings, String key, String value) {
        return value == null ? settings : settings.set(key + "=" + value);
    }
}
