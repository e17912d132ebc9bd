package org.bitadapt.jobs.train;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.quant.layer.NetworkGraph;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;

/**
 * Trains a graph for an epoch at a time: rounds of a few minibatches on every worker, an averaging after each.
 *
 * <p>One round is one Spark job of one task per worker.
 */
final class SparkEpochs {

    private final JavaSparkContext spark;
    private final SparkComputationGraph graph;
    private final OrderedAveraging averaging;
    private final MinibatchLoader loader;
    private final Rounds rounds;
    private final int workers;
    private final StatisticsCalibration calibration;

    /** Minibatches of each worker by which batch norm's statistics are measured at the end of an epoch. */
    private static final int CALIBRATION_BATCHES = 10;

    /** Told after every round how many minibatches of an epoch each worker has done. */
    @FunctionalInterface
    interface Listener {
        void roundEnded(int batchesDone);
    }

    SparkEpochs(
            JavaSparkContext spark,
            ComputationGraph graph,
            MinibatchLoader loader,
            TrainingTally tally,
            Rounds rounds,
            int workers,
            int batchSize) {
        this.spark = spark;
        this.loader = loader;
        this.rounds = rounds;
        this.workers = workers;
        this.averaging = new OrderedAveraging(workers, batchSize);
        averaging.addHook(tally);
        this.calibration = new StatisticsCalibration(
                spark, loader, workers, Math.min(CALIBRATION_BATCHES, rounds.end(rounds.count() - 1)));
        this.graph = new SparkComputationGraph(spark, graph, averaging);
    }

    /** Trains on every minibatch of an epoch once; afterwards the graph's signs are settled. */
    void train(int epoch, Listener listener) {
        for (int round = 0; round < rounds.count(); round++) {
            spark.setJobDescription("Epoch " + (epoch + 1) + ": minibatches " + rounds.start(round) + " to "
                    + (rounds.end(round) - 1) + " of each worker");
            averaging.nextRound(rounds.end(round) - rounds.start(round));
            graph.fitPaths(spark.parallelize(names(epoch, round), workers), loader);
            NetworkGraph.settle(graph.getNetwork());
            listener.roundEnded(rounds.end(round));
        }
        spark.setJobDescription(null);
    }

    /** Measures batch norm's statistics for the averaged weights. */
    void calibrate(int epoch) {
        calibration.calibrate(graph.getNetwork(), epoch);
    }

    /** Worker after worker, so that cutting the list into equal partitions gives each worker its own. */
    private List<String> names(int epoch, int round) {
        List<String> names = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            for (int index = rounds.start(round); index < rounds.end(round); index++) {
                names.add(loader.name(epoch, worker, index));
            }
        }
        return names;
    }
}
