package org.bitadapt.jobs.evaluate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.mllib.evaluation.MulticlassMetrics;
import org.apache.spark.mllib.linalg.Matrix;
import org.apache.spark.storage.StorageLevel;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.command.TextTable;
import org.bitadapt.jobs.report.EvaluationResult;
import org.bitadapt.jobs.report.Prediction;
import scala.Tuple2;

/**
 * How well a network did on a split.
 *
 * @param records images scored
 * @param accuracy share whose class was right
 * @param balancedAccuracy mean over the classes that have images of the share whose class was right
 * @param macroF1 mean over the classes of F1
 * @param loss mean cross-entropy, in nats
 * @param split which one
 * @param engine packed or graph
 * @param output the folder that keeps the result; null if none does
 * @param perClass figures of every class
 * @param result the confusion matrix, by which the rest was computed
 * @param predictions one a record, in the order of the split
 */
record Evaluation(
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
        implements Outcome {

    /** Reduces scored records with Spark MLlib's {@code MulticlassMetrics}. */
    static Evaluation of(
            JavaRDD<ScoredRecord> scored,
            List<String> classes,
            org.bitadapt.jobs.dataset.Split split,
            String engine,
            String output) {
        JavaRDD<ScoredRecord> kept = scored.persist(StorageLevel.MEMORY_AND_DISK());
        try {
            MulticlassMetrics metrics = new MulticlassMetrics(
                    kept.map(record -> new Tuple2<Object, Object>((double) record.predicted(), (double) record.label()))
                            .rdd());
            EvaluationResult result = EvaluationResult.of(classes, confusion(metrics, classes.size()))
                    .ofSplit(split);
            double loss = kept.mapToDouble(ScoredRecord::loss).sum() / result.records();
            return new Evaluation(
                    result.records(),
                    metrics.accuracy(),
                    result.balancedAccuracy(),
                    result.macroF1(),
                    loss,
                    split.folder(),
                    engine,
                    output,
                    result.perClass(),
                    result,
                    kept.map(Evaluation::prediction).collect());
        } finally {
            kept.unpersist();
        }
    }

    private static Prediction prediction(ScoredRecord record) {
        int predicted = record.predicted();
        return new Prediction(record.id(), record.label(), predicted, record.probabilities()[predicted]);
    }

    /** MLlib's matrix has only the classes that occur; this one has all. */
    private static long[][] confusion(MulticlassMetrics metrics, int classes) {
        double[] labels = metrics.labels();
        Matrix counts = metrics.confusionMatrix();
        long[][] confusion = new long[classes][classes];
        for (int row = 0; row < labels.length; row++) {
            for (int column = 0; column < labels.length; column++) {
                confusion[(int) labels[row]][(int) labels[column]] = Math.round(counts.apply(row, column));
            }
        }
        return confusion;
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
