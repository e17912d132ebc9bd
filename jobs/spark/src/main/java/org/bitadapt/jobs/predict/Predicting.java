package org.bitadapt.jobs.predict;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.CollectionAccumulator;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.Locations;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.image.ImageDecoder;
import org.bitadapt.jobs.model.Scorer;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.score.ScoredRecord;
import org.bitadapt.jobs.score.SplitScoring;

/**
 * Classifies images into a table.
 *
 * @param trained the model
 * @param scorers the model on its way to tasks
 * @param output where the table is, as the user named it
 */
record Predicting(
        JavaSparkContext spark, TrainedModel trained, Scorer.Source scorers, PredictionTable table, String output) {

    private static final String UNREADABLE = "unreadable";
    private static final int MOST_NAMED = 20;

    /** Classifies a split of the data set at a location. */
    PredictOutcome split(String data, Split split) throws IOException {
        Dataset dataset = trained.reading(Dataset.open(
                Locations.input("--data", data, spark.hadoopConfiguration()), spark.hadoopConfiguration()));
        JavaRDD<ScoredRecord> scored = SplitScoring.score(spark, dataset, split, Integer.MAX_VALUE, scorers);
        PredictionTable.Written written =
                table.write(scored.map(ScoredImage::new), dataset.manifest().classes(), false);
        return new PredictOutcome(written.rows(), Map.of(), trained.engine(), output, null, written.first());
    }

    /**
     * Classifies the image files at a location.
     *
     * @param bad what is done about files that cannot be read
     */
    PredictOutcome files(String images, BadImages bad, Console console) throws IOException {
        Locations.input("--images", images, spark.hadoopConfiguration());
        requireImages();
        ImageFiles files = ImageFiles.open(images, spark.hadoopConfiguration());
        CollectionAccumulator<UnreadImage> unread = spark.sc().collectionAccumulator("unread images");
        PredictionTable.Written written = table.write(
                files.score(spark, trained, scorers, bad, unread), trained.classNames(), bad == BadImages.KEEP);
        Map<String, Long> leftOut = new TreeMap<>(files.leftOut());
        say(unread, console);
        if (written.read() < files.files().size()) {
            leftOut.put(UNREADABLE, files.files().size() - written.read());
        }
        return new PredictOutcome(written.read(), leftOut, trained.engine(), output, null, written.first());
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

    private void requireImages() {
        if (!ImageDecoder.reads(trained.image())) {
            throw new BadInputException(
                    "The model " + trained.location() + " reads images of " + trained.image(),
                    "Image files can be given to models of colour or grey images; use --data.");
        }
    }
}
