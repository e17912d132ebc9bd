package org.bitadapt.jobs.train;

import java.io.Serializable;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * What every worker starts a round from.
 *
 * @param configuration of the graph, with the iteration count reached so far
 * @param vectors averaged; the tasks of an executor share them and write to copies
 */
record RoundStart(ComputationGraphConfiguration configuration, Vectors vectors) implements Serializable {

    static RoundStart of(ComputationGraph graph) {
        return new RoundStart(graph.getConfiguration(), Vectors.of(graph));
    }

    /** A graph of a worker's own. */
    ComputationGraph newGraph() {
        ComputationGraph graph = new ComputationGraph(configuration.clone());
        vectors.initialize(graph);
        return graph;
    }
}
