package org.bitadapt.jobs.score;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.common.network.Width;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.model.Scorers;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.result.EvaluationResult;
import org.bitadapt.jobs.result.WidthFigures;
import org.bitadapt.jobs.result.WidthsResult;
import org.bitadapt.jobs.spark.JobDescription;

/** Scores a model on a split of a data set at several bit widths, one after the other. */
public record WidthScoring(JavaSparkContext spark, Dataset dataset, Split split) {

    /**
     * Scores at each width. Times and energies are left open.
     *
     * @param model the model with all its widths
     * @param widths some of the model's widths, ascending
     */
    public WidthsResult score(TrainedModel model, List<Width> widths) {
        List<WidthFigures> figures = new ArrayList<>();
        for (Width width : widths) {
            figures.add(score(model.at(width), width));
        }
        Long bytes = model instanceof TrainedModel.Packed packed ? (long) packed.file().length : null;
        long records = dataset.manifest().split(split).records();
        return new WidthsResult(split, records, null, bytes, figures);
    }

    private WidthFigures score(TrainedModel narrowed, Width width) {
        try (JobDescription ignored = JobDescription.of(spark, "Score the " + split.folder() + " split at " + width);
                Scorers scorers = narrowed.scorers(spark)) {
            Tally tally = Tally.of(
                    SplitScoring.score(spark, dataset, split, Integer.MAX_VALUE, scorers.source()),
                    dataset.manifest().classes().size());
            EvaluationResult scores = EvaluationResult.of(dataset.manifest().classes(), tally.confusion());
            WidthFigures figures = WidthFigures.of(width, scores);
            return narrowed instanceof TrainedModel.Packed packed ? figures.packedInto(packed.file().length) : figures;
        }
    }
}
