package org.bitadapt.jobs.predict;

import java.io.IOException;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.command.Locations;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.image.ImageFolder;
import org.bitadapt.jobs.model.Scorers;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.model.WidthOptions;
import org.bitadapt.jobs.spark.JobDescription;
import org.bitadapt.jobs.spark.SparkSessions;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code bitadapt predict}. */
@Command(
        name = "predict",
        description = {
            "Writes the class and the probabilities of every image, as a folder of Parquet or CSV files.",
            "Columns: id, predicted, probability, then p_CLASS for every class."
        },
        footer = {
            "  bitadapt predict --model resnet20.bnn --images photos --output predictions",
            "  bitadapt predict --model runs/resnet20 --data datasets/cifar10 --format csv --output predictions",
            "  bitadapt predict --model runs/widths --images photos --budget-micros 500 --latency-table laptop.csv"
                    + " --output predictions"
        })
public final class PredictCommand extends JobCommand {

    @Option(
            names = "--model",
            required = true,
            paramLabel = "PATH",
            description = "A run's folder, a .bnn file or zoo:NAME.")
    private String model;

    @ArgGroup(multiplicity = "1")
    private Input input;

    @Mixin
    private WidthOptions widths = new WidthOptions();

    @ArgGroup(exclusive = false)
    private TimeBudget budget;

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            defaultValue = "TEST",
            description = "With --data: train, validation or test (default: test).")
    private Split split;

    @Option(
            names = "--on-bad-image",
            paramLabel = "ACTION",
            defaultValue = "error",
            description = "With --images: what happens to files that cannot be read: error, skip to go on without them"
                    + " and say which they are, or keep to give them a row with the reason instead of a"
                    + " class (default: ${DEFAULT-VALUE}).")
    private BadImages badImages;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FOLDER",
            description = "Where the table is written, in one file unless it is large.")
    private String output;

    @Option(names = "--overwrite", description = "Replace the predictions that are at --output.")
    private boolean overwrite;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "PARQUET",
            description = "parquet or csv (default: parquet).")
    private PredictionTable.Format format;

    /** The options that say which images are classified. */
    private static final class Input {

        @Option(
                names = "--images",
                paramLabel = "PATH",
                description = {
                    "One file, or a folder: " + ImageFolder.RULE,
                    "An image is turned as its EXIF orientation says, seen on black where it is not opaque, and"
                            + " cropped, stretched or padded to what the model reads as in training (--fit of"
                            + " preprocess)."
                })
        private String images;

        @Option(names = "--data", paramLabel = "PATH", description = "A data set that preprocess made.")
        private String data;
    }

    @Override
    protected PredictOutcome run(Console console) throws IOException {
        SparkSession session = SparkSessions.start("predict");
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
        Locations.Output place = Locations.output("--output", output, spark.hadoopConfiguration());
        PredictionTable table = new PredictionTable(session, place.path(), format, overwrite);
        table.requireFree();
        place.apartFrom("--model", model)
                .apartFrom("--data", input.data)
                .apartFrom("--images", input.images)
                .apartFrom("--latency-table", budget == null ? null : budget.table());
        TrainedModel whole = TrainedModel.open(model, TrainedModel.Form.AUTO, spark.hadoopConfiguration());
        Optional<ChosenWidth> width = budget == null
                ? ChosenWidth.of(widths, whole)
                : Optional.of(budget.choose(widths, whole, spark.hadoopConfiguration()));
        width.ifPresent(chosen -> console.say("Width " + chosen.describe()));
        TrainedModel trained = width.map(ChosenWidth::width).map(whole::at).orElse(whole);
        try (JobDescription ignored = JobDescription.of(spark, "Predict with " + trained.location());
                Scorers scorers = trained.scorers(spark)) {
            Predicting predicting = new Predicting(spark, trained, scorers.source(), table, output);
            PredictOutcome outcome = input.data != null
                    ? predicting.split(input.data, split)
                    : predicting.files(input.images, badImages, console);
            return width.map(outcome::at).orElse(outcome);
        }
    }
}
