package org.bitadapt.jobs.train;

import java.util.Collection;
import org.apache.spark.broadcast.Broadcast;
import org.bitadapt.quant.layer.NetworkGraph;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.TrainingHook;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** DL4J's worker, started from arrays that travel fast. */
final class AveragingWorker extends ParameterAveragingTrainingWorker {

    private static final long serialVersionUID = 1;

    private final Broadcast<RoundStart> start;

    AveragingWorker(Broadcast<RoundStart> start, WorkerConfiguration configuration, Collection<TrainingHook> hooks) {
        super(null, true, configuration, hooks, null, null);
        this.start = start;
    }

    @Override
    public ComputationGraph getInitialModelGraph() {
        return start.value().newGraph();
    }

    /** As DL4J's, but a step that fails halfway gives its engine back. */
    @Override
    public ParameterAveragingTrainingResult processMinibatch(
            MultiDataSet batch, ComputationGraph graph, boolean isLast) {
        try {
            return super.processMinibatch(batch, graph, isLast);
        } catch (RuntimeException e) {
            NetworkGraph.abandonStep(graph);
            throw e;
        }
    }
}
