package org.bitadapt.jobs.evaluate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.model.Scorers;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.picture.EvaluationPicture;
import org.bitadapt.jobs.result.EvaluationResult;
import org.bitadapt.jobs.result.Predictions;
import org.bitadapt.jobs.run.AtomicFiles;
import org.bitadapt.jobs.score.ScoredRecord;
import org.bitadapt.jobs.score.SplitScoring;
import org.bitadapt.jobs.spark.JobDescription;

/** The evaluation of a model on one split of a data set. */
record SplitEvaluation(JavaSparkContext spark, TrainedModel trained, Dataset dataset, Split split) {

    /**
     * Scores.
     *
     * @param folder where the result will be kept; null for nowhere
     */
    EvaluateOutcome score(String folder) {
        try (JobDescription ignored = JobDescription.of(spark, "Score the " + split.folder() + " split");
                Scorers scorers = trained.scorers(spark)) {
            JavaRDD<ScoredRecord> scored =
                    SplitScoring.score(spark, dataset, split, Integer.MAX_VALUE, scorers.source());
            return EvaluateOutcome.of(scored, dataset.manifest().classes(), split, trained.engine(), folder);
        }
    }

    /** Writes result, predictions and the picture of the confusion matrix into a folder. */
    void keep(EvaluateOutcome evaluation, Path folder) throws IOException {
        AtomicFiles files = AtomicFiles.of(folder, spark.hadoopConfiguration());
        byte[] picture = EvaluationPicture.png(evaluation.result());
        files.write(
                new Path(folder, EvaluationResult.fileOf(split)),
                out -> out.write(evaluation.result().toJson().getBytes(StandardCharsets.UTF_8)));
        files.write(
                new Path(folder, Predictions.fileOf(split)),
                out -> out.write(Predictions.lines(evaluation.predictions())));
        files.write(
                new Path(folder, "confusion" + EvaluationResult.addition(split) + ".png"), out -> out.write(picture));
    }
}
