package org.bitadapt.jobs.train;

import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.bitadapt.quant.layer.NetworkGraph;
import org.bitadapt.quant.layer.StepResult;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * DL4J's worker, started from arrays that travel fast, which reports what it saw.
 *
 * <p>Once a loss is not finite the worker leaves the rest of its round out.
 */
final class AveragingWorker extends ParameterAveragingTrainingWorker {

    private static final long serialVersionUID = 1;

    private final Broadcast<RoundStart> start;
    private transient TrainingTally tally;

    AveragingWorker(Broadcast<RoundStart> start, WorkerConfiguration configuration) {
        super(null, true, configuration, List.of(), null, null);
        this.start = start;
    }

    @Override
    public ComputationGraph getInitialModelGraph() {
        tally = TrainingTally.NONE;
        return start.value().newGraph();
    }

    /** As DL4J's, but a step that fails halfway gives its engine back. */
    @Override
    public ParameterAveragingTrainingResult processMinibatch(
            MultiDataSet batch, ComputationGraph graph, boolean isLast) {
        if (!tally.diverged()) {
            tally = tally.then(step(batch, graph));
        }
        return isLast ? new WorkerResult(getFinalResult(graph), tally) : null;
    }

    private static TrainingTally step(MultiDataSet batch, ComputationGraph graph) {
        int index = graph.getConfiguration().getIterationCount();
        long started = System.nanoTime();
        try {
            graph.fit(batch);
        } catch (RuntimeException e) {
            NetworkGraph.abandonStep(graph);
            throw e;
        }
        long nanos = System.nanoTime() - started;
        StepResult seen = NetworkGraph.lastStep(graph, batch.getLabels(0));
        return TrainingTally.of(seen, index, nanos);
    }
}
