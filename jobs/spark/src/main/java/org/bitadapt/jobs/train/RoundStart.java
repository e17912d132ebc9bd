package org.bitadapt.jobs.train;

import java.io.Serializable;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The state from which every worker starts a round.
 *
 * <p>The counts travel by themselves: a clone of DL4J's configuration starts to count at 0 again, and learning rates and
 * masks of dropout go by the count of steps.
 *
 * @param configuration the configuration of the graph
 * @param steps the number of steps that each worker has taken so far, in all rounds and epochs
 * @param epoch the number of the epoch, from 0
 * @param vectors the averaged vectors; the tasks of an executor share them and write to copies
 */
record RoundStart(ComputationGraphConfiguration configuration, int steps, int epoch, Vectors vectors)
        implements Serializable {

    static RoundStart of(ComputationGraph graph) {
        ComputationGraphConfiguration configuration = graph.getConfiguration();
        return new RoundStart(
                configuration, configuration.getIterationCount(), configuration.getEpochCount(), Vectors.of(graph));
    }

    /** Makes a graph that is a worker's own. */
    ComputationGraph newGraph() {
        ComputationGraph graph = new ComputationGraph(configuration.clone());
        vectors.initialize(graph);
        graph.getConfiguration().setIterationCount(steps);
        graph.getConfiguration().setEpochCount(epoch);
        return graph;
    }
}
