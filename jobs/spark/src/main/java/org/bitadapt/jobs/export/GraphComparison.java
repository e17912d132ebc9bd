package org.bitadapt.jobs.export;

import java.io.IOException;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.common.network.Width;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.dataset.ClassNames;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.model.Scorer;
import org.bitadapt.jobs.model.Scorers;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.model.TrainedModel.Form;
import org.bitadapt.jobs.score.ScoredRecord;
import org.bitadapt.jobs.score.SplitScoring;
import org.bitadapt.jobs.spark.JobDescription;

/**
 * A packed model at its widest beside the training graph of its run.
 *
 * @param run the location of the run
 * @param packed the packed model
 */
record GraphComparison(JavaSparkContext spark, String run, TrainedModel packed) {

    /**
     * Compares on the test split of a data set.
     *
     * @throws BadInputException if the data set has no test split, or the two have other classes
     */
    Agreement on(Dataset dataset) throws IOException {
        if (dataset.shards(Split.TEST).isEmpty()) {
            throw new BadInputException("No test split in " + dataset, "Give a data set that has one.");
        }
        List<Width> widths = packed.widths();
        TrainedModel graph =
                TrainedModel.open(run, Form.GRAPH, spark.hadoopConfiguration()).at(widths.get(widths.size() - 1));
        if (!graph.classNames().equals(packed.classNames())) {
            throw ClassNames.differ(
                    "training graph of " + run,
                    graph.classNames(),
                    "packed model " + packed.location(),
                    packed.classNames(),
                    "The packed model is of another run: take it away and finish the training again.");
        }
        try (JobDescription ignored =
                        JobDescription.of(spark, "Compare packed model and training graph on the test split");
                Scorers ofGraph = graph.scorers(spark);
                Scorers ofPacked = packed.scorers(spark)) {
            return Agreement.of(score(dataset, ofGraph.source()), score(dataset, ofPacked.source()));
        }
    }

    private JavaRDD<ScoredRecord> score(Dataset dataset, Scorer.Source scorers) {
        return SplitScoring.score(spark, dataset, Split.TEST, Integer.MAX_VALUE, scorers);
    }
}
