package org.bitadapt.jobs.benchmark;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.command.Locations;
import org.bitadapt.jobs.config.AugmentationConfig;
import org.bitadapt.jobs.config.Settings;
import org.bitadapt.jobs.config.TrainingJobConfig;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.run.EpochMetrics;
import org.bitadapt.jobs.run.RunFolder;
import org.bitadapt.jobs.spark.SparkSessions;
import org.bitadapt.jobs.train.SteppedTraining;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bitadapt benchmark learning}. */
@Command(
        name = "learning",
        description = {
            "Trains the network of a run once more in PyTorch, by the run's settings on the same images, and lays both curves"
                    + " side by side.",
            "PyTorch draws weights and orders of its own, and takes the minibatches of all workers in one step. What is left"
                    + " of a difference over some seeds is not chance."
        },
        footer = {
            "  bitadapt benchmark learning --run runs/resnet20 --data datasets/cifar10",
            "  bitadapt benchmark learning --run runs/resnet20 --data datasets/cifar10 --epochs 10 --seed 2"
        })
public final class LearningBenchmarkCommand extends JobCommand {

    @Option(names = "--run", required = true, paramLabel = "RUN", description = "A run of `bitadapt train`.")
    private String folder;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "PATH",
            description = "The data set that the run was trained on.")
    private String data;

    @Option(
            names = "--epochs",
            paramLabel = "COUNT",
            description =
                    "How many epochs PyTorch trains, along the schedule of the run (default: as many as the run has).")
    private Integer epochs;

    @Option(names = "--seed", paramLabel = "N", description = "The seed of PyTorch (default: the run's).")
    private Long seed;

    @Option(
            names = "--threads",
            paramLabel = "COUNT",
            defaultValue = "2",
            description = "Threads of PyTorch (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Mixin
    private PythonOption python;

    @Override
    protected LearningOutcome run(Console console) throws IOException {
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(
                SparkSessions.start("benchmark learning").sparkContext());
        Configuration hadoop = spark.hadoopConfiguration();
        RunFolder run = RunFolder.at(folder, hadoop).existing();
        Dataset dataset = Dataset.open(Locations.input("--data", data, hadoop), hadoop);
        if (!dataset.checksum().equals(run.info().data().checksum())) {
            throw new BadInputException(
                    "Invalid --data: " + data + " (must be the data set of the run, "
                            + run.info().data().name() + ")",
                    "");
        }
        List<EpochMetrics> metrics = run.metrics();
        int count = epochs == null ? metrics.size() : epochs;
        Settings settings = run.settings();
        TrainingJobConfig config = TrainingJobConfig.of(settings);
        if (count < 1 || count > metrics.size()) {
            throw new BadInputException(
                    "Invalid --epochs: " + count + " (must be 1 to " + metrics.size() + ", the epochs of the run)", "");
        }
        requireKnown(config.data().augmentation());
        TorchProcess.requireTorch(python.path());
        int batch = config.data().batch() * config.train().workers();
        Course course = new Course(batch, threads, seed == null ? config.train().seed() : seed);
        SteppedTraining training = SteppedTraining.of(spark, dataset, settings, course.stepsPerEpoch(dataset));
        return new CourseComparison(course, dataset, metrics.subList(0, count))
                .run(training, python.path(), hadoop, console);
    }

    private static void requireKnown(AugmentationConfig augmentation) {
        if (augmentation.brightness() != 0 || augmentation.erase() != 0) {
            throw new BadInputException(
                    "Invalid data.augmentation: " + augmentation + " (must be pad and flip alone, which the peer has)",
                    "");
        }
    }
}
