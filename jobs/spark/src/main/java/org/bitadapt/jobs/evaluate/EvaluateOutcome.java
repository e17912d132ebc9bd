package org.bitadapt.jobs.evaluate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.bitadapt.jobs.command.TextTable;
import org.bitadapt.jobs.result.EvaluationResult;
import org.bitadapt.jobs.result.Prediction;
import org.bitadapt.jobs.score.ScoredRecord;
import org.bitadapt.jobs.score.Tally;

/**
 * The scores of a network on a split.
 *
 * @param records the number of images that were scored
 * @param accuracy the share of images whose class was right
 * @param balancedAccuracy the share of a class's images whose class was right, as the mean over the classes that have
 *     images
 * @param macroF1 the mean over the classes of F1
 * @param loss the mean cross-entropy, in nats
 * @param split the split that was scored
 * @param engine the engine that scored: packed or graph
 * @param output the folder that keeps the result; null if the result is not kept
 * @param perClass the figures of every class
 * @param result the confusion matrix, from which the other figures but the loss were computed
 * @param predictions the predictions, one per record, in the order of the split
 */
record EvaluateOutcome(
        long records,
        double accuracy,
        double balancedAccuracy,
        double macroF1,
        double loss,
        String split,
        String engine,
        String output,
        List<EvaluationResult.ClassFigures> perClass,
        @JsonIgnore EvaluationResult result,
        @JsonIgnore List<Prediction> predictions)
        implements EvaluationOutcome {

    /** Counts scored records. The records {@code scored} are read twice and kept in between. */
    static EvaluateOutcome of(
            JavaRDD<ScoredRecord> scored,
            List<String> classes,
            org.bitadapt.jobs.dataset.Split split,
            String engine,
            String output) {
        JavaRDD<ScoredRecord> kept = scored.persist(StorageLevel.MEMORY_AND_DISK());
        try {
            Tally tally = Tally.of(kept, classes.size());
            EvaluationResult result =
                    EvaluationResult.of(classes, tally.confusion()).ofSplit(split);
            return new EvaluateOutcome(
                    result.records(),
                    tally.accuracy(),
                    result.balancedAccuracy(),
                    result.macroF1(),
                    tally.meanLoss(),
                    split.folder(),
                    engine,
                    output,
                    result.perClass(),
                    result,
                    kept.map(EvaluateOutcome::prediction).collect());
        } finally {
            kept.unpersist();
        }
    }

    private static Prediction prediction(ScoredRecord record) {
        int predicted = record.predicted();
        return new Prediction(record.id(), record.label(), predicted, record.probabilities()[predicted]);
    }

    @Override
    public String describe() {
        TextTable table = new TextTable("Class", "Images", "Precision", "Recall", "F1");
        for (EvaluationResult.ClassFigures figures : perClass) {
            table.row(
                    figures.name(),
                    String.format(Locale.ROOT, "%,d", figures.records()),
                    percent(figures.precision()),
                    percent(figures.recall()),
                    percent(figures.f1()));
        }
        return String.format(
                Locale.ROOT,
                "%s%n%nAccuracy %.2f %%, balanced %.2f %%, on %,d images of the %s split (%s)%s",
                table,
                100 * accuracy,
                100 * balancedAccuracy,
                records,
                split,
                engine,
                output == null ? "" : System.lineSeparator() + "Kept in " + output);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
