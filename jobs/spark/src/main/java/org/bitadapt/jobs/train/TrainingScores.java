package org.bitadapt.jobs.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.common.network.Width;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.model.GraphScorer;
import org.bitadapt.jobs.model.Scorers;
import org.bitadapt.jobs.score.SplitScoring;
import org.bitadapt.jobs.score.Tally;
import org.bitadapt.jobs.spark.JobDescription;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Scores the graph of a training on the splits of its data set. */
record TrainingScores(JavaSparkContext spark, TrainingPlan plan) {

    /** Scores the validation split at the widest bit width; empty if the settings or the data set do not have it. */
    Optional<Tally> validation(ComputationGraph graph) {
        boolean scored = plan.config().train().validation()
                && !plan.dataset().shards(Split.VALIDATION).isEmpty();
        return scored ? Optional.of(of(graph, Split.VALIDATION)) : Optional.empty();
    }

    /**
     * The validation accuracy at each bit width, by its name, ascending.
     *
     * @param widest the scores at the widest width
     * @return none for a network of one width, and without validation
     */
    Map<String, Double> validationByWidth(ComputationGraph graph, Optional<Tally> widest) {
        List<Width> widths = plan.network().widths();
        Map<String, Double> accuracies = new LinkedHashMap<>();
        if (widths.isEmpty() || widest.isEmpty()) {
            return accuracies;
        }
        for (Width width : widths.subList(0, widths.size() - 1)) {
            accuracies.put(width.toString(), of(graph, Split.VALIDATION, width).accuracy());
        }
        accuracies.put(widths.get(widths.size() - 1).toString(), widest.get().accuracy());
        return accuracies;
    }

    /** Scores a split at the widest bit width of a graph. */
    Tally of(ComputationGraph graph, Split split) {
        return of(graph, split, Width.WIDEST);
    }

    private Tally of(ComputationGraph graph, Split split, Width width) {
        try (JobDescription ignored = JobDescription.of(spark, "Score the " + split.folder() + " split");
                Scorers scorers = GraphScorer.scorers(graph, width, spark)) {
            return Tally.of(
                    SplitScoring.score(spark, plan.dataset(), split, Integer.MAX_VALUE, scorers.source()),
                    plan.network().classes());
        }
    }
}
