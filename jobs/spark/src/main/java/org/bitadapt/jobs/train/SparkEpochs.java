package org.bitadapt.jobs.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.jobs.spark.JobDescription;
import org.bitadapt.quant.layer.NetworkGraph;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;

/**
 * Trains a graph for an epoch at a time: rounds of a few minibatches on every worker, with an averaging after each
 * round.
 *
 * <p>One round is one Spark job of one task per worker.
 */
final class SparkEpochs implements AutoCloseable {

    private final JavaSparkContext spark;
    private final SparkComputationGraph graph;
    private final OrderedAveraging averaging;
    private final MinibatchLoader loader;
    private final Rounds rounds;
    private final int workers;
    private final Optional<TeacherBroadcast> teacher;
    private final StatisticsCalibration calibration;

    /** Is told of the end of every round. */
    @FunctionalInterface
    interface Listener {
        /**
         * Called when a round is over.
         *
         * @param batchesDone the number of the epoch's minibatches that each worker has done
         * @param tally the tally of the epoch so far
         */
        void roundEnded(int batchesDone, TrainingTally tally);
    }

    SparkEpochs(
            JavaSparkContext spark,
            ComputationGraph graph,
            MinibatchLoader loader,
            Rounds rounds,
            Optional<TeacherBroadcast> teacher) {
        this.spark = spark;
        this.loader = loader;
        this.rounds = rounds;
        this.workers = loader.order().workers();
        this.teacher = teacher;
        this.averaging = new OrderedAveraging(workers, loader.order().batchSize(), teacher);
        this.calibration = new StatisticsCalibration(
                spark, loader, workers, Math.min(BatchNormStatistics.ENOUGH_BATCHES, rounds.end(rounds.count() - 1)));
        this.graph = new SparkComputationGraph(spark, graph, averaging);
    }

    /**
     * Trains on every minibatch of an epoch once; afterwards the graph's signs are settled.
     *
     * @return the tally of what the workers saw
     * @throws DivergedException if losses or parameters are no longer finite
     */
    TrainingTally train(int epoch, Listener listener) {
        TrainingTally tally = TrainingTally.NONE;
        for (int round = 0; round < rounds.count(); round++) {
            averaging.nextRound(rounds.end(round) - rounds.start(round));
            // DL4J counts every call as an epoch.
            graph.getNetwork().getConfiguration().setEpochCount(epoch);
            try (JobDescription ignored = JobDescription.of(spark, describe(epoch, round))) {
                graph.fitPaths(spark.parallelize(names(epoch, round), workers), loader);
            }
            tally = tally.then(averaging.lastRound());
            requireFinite(epoch, tally);
            NetworkGraph.settle(graph.getNetwork());
            listener.roundEnded(rounds.end(round), tally);
        }
        return tally;
    }

    /** Frees the teacher on the workers. */
    @Override
    public void close() {
        teacher.ifPresent(TeacherBroadcast::close);
    }

    private String describe(int epoch, int round) {
        return "Epoch " + (epoch + 1) + ": minibatches " + rounds.start(round) + " to " + (rounds.end(round) - 1)
                + " of each worker";
    }

    private void requireFinite(int epoch, TrainingTally tally) {
        if (tally.diverged()) {
            throw new DivergedException("loss is", epoch, tally.divergedAt(), tally.lastRate());
        }
        if (!NetworkGraph.isFinite(graph.getNetwork())) {
            int steps = graph.getNetwork().getConfiguration().getIterationCount();
            throw new DivergedException("parameters are", epoch, steps - 1, tally.lastRate());
        }
    }

    /** Measures batch norm's statistics for the averaged weights. */
    void calibrate(int epoch) {
        calibration.calibrate(graph.getNetwork(), epoch);
    }

    /**
     * The names of a round's minibatches, worker after worker, so that cutting the list into equal partitions gives
     * each worker its own.
     */
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
