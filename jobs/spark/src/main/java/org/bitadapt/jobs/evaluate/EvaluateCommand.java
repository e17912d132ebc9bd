package org.bitadapt.jobs.evaluate;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.command.Locations;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.model.WidthOptions;
import org.bitadapt.jobs.netadapt.latency.WholeLatency;
import org.bitadapt.jobs.result.WidthsResult;
import org.bitadapt.jobs.spark.SparkSessions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code bitadapt evaluate}. */
@Command(
        name = "evaluate",
        description = {
            "Scores a split of a data set on the executors: accuracy, precision and recall per class, confusion matrix.",
            "The result is kept as evaluation.json, confusion.png and, image by image, predictions.jsonl, in the run or where"
                    + " --output says; of other splits than test as evaluation-validation.json and so on.",
            "With --widths all it compares the bit widths of a model, and keeps widths.json and widths.png instead."
        },
        footer = {
            "  bitadapt evaluate --model runs/resnet20 --data datasets/cifar10",
            "  bitadapt evaluate --model resnet20.bnn --data datasets/cifar10 --output evaluation",
            "  bitadapt evaluate --model runs/resnet20 --data datasets/cifar10 --form graph --split validation",
            "  bitadapt evaluate --model runs/widths --data datasets/cifar10 --widths all",
            "  bitadapt evaluate --model runs/widths --data datasets/cifar10 --weights 1"
        })
public final class EvaluateCommand extends JobCommand {

    @Option(
            names = "--model",
            required = true,
            paramLabel = "PATH",
            description = "A run's folder, a .bnn file or zoo:NAME.")
    private String model;

    @Option(names = "--data", required = true, paramLabel = "PATH", description = "A data set that preprocess made.")
    private String data;

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            defaultValue = "TEST",
            description = "train, validation or test (default: test).")
    private Split split;

    @Option(
            names = "--form",
            paramLabel = "FORM",
            defaultValue = "AUTO",
            description =
                    "What of a run is scored: packed, its packed model; graph, the training graph; auto, packed if there is one (default:"
                            + " auto).")
    private TrainedModel.Form form;

    @Mixin
    private WidthOptions widths = new WidthOptions();

    @Mixin
    private WidthsOptions comparison = new WidthsOptions();

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            description =
                    "Where the result is kept (default: the run's folder; nothing is kept for a packed model alone, and with"
                            + " --weights or --maps).")
    private String output;

    @Override
    protected EvaluationOutcome run(Console console) throws IOException {
        boolean comparing = comparison.all();
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(
                SparkSessions.start("evaluate").sparkContext());
        Configuration hadoop = spark.hadoopConfiguration();
        Path source = Locations.input("--data", data, hadoop);
        if (output != null) {
            Locations.output("--output", output, hadoop).apartFrom("--data", data);
        }
        TrainedModel whole = TrainedModel.open(model, form, hadoop);
        TrainedModel trained = comparing ? whole : widths.one(whole);
        Dataset dataset = trained.reading(Dataset.open(source, hadoop));
        if (dataset.shards(split).isEmpty()) {
            throw new BadInputException(
                    "The " + split.folder() + " split of " + dataset + " is empty", "Name another --split.");
        }
        console.say("Scoring the " + split.folder() + " split of " + dataset + " with the " + trained.engine()
                + " form of " + trained.location());
        // Some of the widths must not take the place of the run's own result.
        boolean ownRun = output == null && !widths.given() && TrainedModel.isRun(model, hadoop);
        String folder = ownRun ? model : output;
        if (comparing) {
            return compare(new WidthsEvaluation(spark, console, trained, dataset, split), folder);
        }
        SplitEvaluation evaluation = new SplitEvaluation(spark, trained, dataset, split);
        EvaluateOutcome outcome = evaluation.score(folder);
        if (folder != null) {
            evaluation.keep(outcome, new Path(folder));
        }
        return outcome;
    }

    private WidthsOutcome compare(WidthsEvaluation evaluation, String folder) throws IOException {
        TrainedModel trained = evaluation.trained();
        if (trained instanceof TrainedModel.Graph graph
                && !WholeLatency.packs(graph.key().network())) {
            throw new BadInputException(
                    "Invalid --widths: all (" + trained.location() + " is a float32 network; must be a binary one)",
                    "Leave it out.");
        }
        Optional<NetworkSpec> network =
                WidthsEvaluation.network(model, trained, evaluation.spark().hadoopConfiguration());
        WidthsResult result = evaluation.compare(widths.all(trained), network, comparison);
        if (folder != null) {
            evaluation.keep(result, new Path(folder));
        }
        return WidthsOutcome.of(result, trained.engine(), folder);
    }
}
