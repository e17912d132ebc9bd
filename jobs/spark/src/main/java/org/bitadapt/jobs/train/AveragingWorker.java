package org.bitadapt.jobs.train;

import java.util.List;
import java.util.Optional;
import org.apache.spark.broadcast.Broadcast;
import org.bitadapt.quant.layer.NetworkGraph;
import org.bitadapt.quant.layer.StepResult;
import org.bitadapt.quant.layer.Teacher;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * DL4J's worker, which is started from arrays that travel fast, and reports the tally of its steps.
 *
 * <p>Once a loss is not finite the worker leaves the rest of its round out.
 */
final class AveragingWorker extends ParameterAveragingTrainingWorker {

    private static final long serialVersionUID = 1;

    private final Broadcast<RoundStart> start;
    private final TeacherBroadcast teaching; // null without a teacher: it travels, as an Optional cannot
    private transient TrainingTally tally;
    private transient Teacher teacher;

    AveragingWorker(
            Broadcast<RoundStart> start, Optional<TeacherBroadcast> teaching, WorkerConfiguration configuration) {
        super(null, true, configuration, List.of(), null, null);
        this.start = start;
        this.teaching = teaching.orElse(null);
    }

    @Override
    public ComputationGraph getInitialModelGraph() {
        tally = TrainingTally.NONE;
        teacher = teaching == null ? null : teaching.teacher();
        return start.value().newGraph();
    }

    /** Trains on a minibatch as DL4J's worker does, but a step that fails halfway gives its engine back. */
    @Override
    public ParameterAveragingTrainingResult processMinibatch(
            MultiDataSet batch, ComputationGraph graph, boolean isLast) {
        if (!tally.diverged()) {
            long started = System.nanoTime();
            MultiDataSet lesson = teacher == null ? batch : teacher.teach(batch);
            tally = tally.then(step(lesson, graph, System.nanoTime() - started));
        }
        return isLast ? new WorkerResult(getFinalResult(graph), tally) : null;
    }

    private static TrainingTally step(MultiDataSet batch, ComputationGraph graph, long teacherNanos) {
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
        return TrainingTally.of(seen, index, nanos, teacherNanos);
    }
}
