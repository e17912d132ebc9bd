package org.bitadapt.jobs.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.result.EvaluationResult;
import org.bitadapt.jobs.result.WidthFigures;
import org.bitadapt.jobs.result.WidthsResult;
import org.bitadapt.jobs.run.RunWriter;
import org.bitadapt.jobs.score.Tally;
import org.bitadapt.jobs.score.WidthScoring;
import org.bitadapt.quant.layer.NetworkGraph;
import org.bitadapt.quant.pack.ModelPacker;
import org.bitadapt.runtime.PackedModel;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * What a finished training puts into its run: the packed model, and its scores on the test split.
 *
 * @param graph the graph of the best epoch
 */
record Delivery(TrainingScores scores, RunWriter run, ComputationGraph graph) {

    /**
     * Scores the test split, once, and keeps the result for the report.
     *
     * @return the accuracy at the widest bit width; null if the data set has no test split
     */
    Double test() throws IOException {
        if (!hasTestSplit()) {
            return null;
        }
        Tally tally = scores.of(graph, Split.TEST);
        EvaluationResult result = EvaluationResult.of(
                        scores.plan().dataset().manifest().classes(), tally.confusion())
                .ofSplit(Split.TEST);
        write(EvaluationResult.FILE, result.toJson());
        return tally.accuracy();
    }

    private boolean hasTestSplit() {
        return !scores.plan().dataset().shards(Split.TEST).isEmpty();
    }

    private void write(String name, String text) throws IOException {
        run.writeAtomically(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Packs the network; a float32 network has no packed form. */
    Optional<TrainedModel.Packed> pack() throws IOException {
        TrainingPlan plan = scores.plan();
        if (!TrainingPlan.packs(plan.network())) {
            return Optional.empty();
        }
        byte[] model = ModelPacker.pack(
                plan.network(),
                NetworkGraph.configuration(graph).engineKey().pixels(),
                plan.dataset().manifest().classes(),
                plan.dataset().manifest().fit(),
                NetworkGraph.parameters(graph));
        run.writeAtomically(TrainedModel.FILE, out -> out.write(model));
        String location = run.folder().path(TrainedModel.FILE).toString();
        return Optional.of(new TrainedModel.Packed(location, model, PackedModel.load(model)));
    }

    /**
     * Scores the test split with the packed model at each of its bit widths, and keeps the result.
     *
     * @return the figures of each width; null for a network of one width, and without a test split
     */
    List<WidthFigures> testByWidth(TrainedModel.Packed packed) throws IOException {
        if (packed.widths().size() == 1 || !hasTestSplit()) {
            return null;
        }
        WidthsResult result =
                new WidthScoring(scores.spark(), scores.plan().dataset(), Split.TEST).score(packed, packed.widths());
        write(WidthsResult.FILE, result.toJson());
        return result.widths();
    }
}
