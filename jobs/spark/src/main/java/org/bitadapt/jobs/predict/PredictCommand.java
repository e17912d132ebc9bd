package org.bitadapt.jobs.predict;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.CollectionAccumulator;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.command.Locations;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.image.ImageDecoder;
import org.bitadapt.jobs.image.ImageFolder;
import org.bitadapt.jobs.model.Scorer;
import org.bitadapt.jobs.model.Scorers;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.score.ScoredRecord;
import org.bitadapt.jobs.score.SplitScoring;
import org.bitadapt.jobs.spark.JobDescription;
import org.bitadapt.jobs.spark.SparkSessions;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
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
            "  bitadapt predict --model runs/resnet20 --data datasets/cifar10 --format csv --output predictions"
        })
public final class PredictCommand extends JobCommand {

    private static final String UNREADABLE = "unreadable";
    private static final int MOST_NAMED = 20;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "PATH",
            description = "A run's folder, a .bnn file or zoo:NAME.")
    private String model;

    @ArgGroup(multiplicity = "1")
    private Input input;

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
        place.apartFrom("--model", model).apartFrom("--data", input.data).apartFrom("--images", input.images);
        TrainedModel trained = TrainedModel.open(model, TrainedModel.Form.AUTO, spark.hadoopConfiguration());
        try (JobDescription ignored = JobDescription.of(spark, "Predict with " + trained.location());
                Scorers scorers = trained.scorers(spark)) {
            return input.data != null
                    ? ofDataset(trained, scorers.source(), table, spark)
                    : ofImages(trained, scorers.source(), table, spark, console);
        }
    }

    private PredictOutcome ofDataset(
            TrainedModel trained, Scorer.Source scorers, PredictionTable table, JavaSparkContext spark)
            throws IOException {
        Dataset dataset = trained.reading(Dataset.open(
                Locations.input("--data", input.data, spark.hadoopConfiguration()), spark.hadoopConfiguration()));
        JavaRDD<ScoredRecord> scored = SplitScoring.score(spark, dataset, split, Integer.MAX_VALUE, scorers);
        PredictionTable.Written written =
                table.write(scored.map(ScoredImage::new), dataset.manifest().classes(), false);
        return new PredictOutcome(written.rows(), Map.of(), trained.engine(), output, written.first());
    }

    private PredictOutcome ofImages(
            TrainedModel trained, Scorer.Source scorers, PredictionTable table, JavaSparkContext spark, Console console)
            throws IOException {
        Locations.input("--images", input.images, spark.hadoopConfiguration());
        requireImages(trained);
        ImageFiles files = ImageFiles.open(input.images, spark.hadoopConfiguration());
        CollectionAccumulator<UnreadImage> unread = spark.sc().collectionAccumulator("unread images");
        PredictionTable.Written written = table.write(
                files.score(spark, trained, scorers, badImages, unread),
                trained.classNames(),
                badImages == BadImages.KEEP);
        Map<String, Long> leftOut = new TreeMap<>(files.leftOut());
        say(unread, console);
        if (written.read() < files.files().size()) {
            leftOut.put(UNREADABLE, files.files().size() - written.read());
        }
        return new PredictOutcome(written.read(), leftOut, trained.engine(), output, written.first());
    }

    /** Names some files that could not be read; a task that was run again has told of its files again. */
    private static void say(CollectionAccumulator<UnreadImage> unread, Console console) {
        Map<String, String> reasons = new TreeMap<>();
        unread.value().forEach(image -> reasons.put(image.path(), image.reason()));
        reasons.entrySet().stream()
                .limit(MOST_NAMED)
                .forEach(image -> console.say("Skipped " + image.getKey() + ": " + image.getValue()));
        if (reasons.size() > MOST_NAMED) {
            console.say("... and " + (reasons.size() - MOST_NAMED) + " more.");
        }
    }

    private static void requireImages(TrainedModel trained) {
        if (!ImageDecoder.reads(trained.image())) {
            throw new BadInputException(
                    "The model " + trained.location() + " reads images of " + trained.image(),
                    "Image files can be given to models of colour or grey images; use --data.");
        }
    }
}
