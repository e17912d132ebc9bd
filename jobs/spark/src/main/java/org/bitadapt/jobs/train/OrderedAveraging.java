package org.bitadapt.jobs.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaRDDLike;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.api.RepartitionStrategy;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import scala.Tuple2;

/**
 * DL4J's parameter averaging with sums in the order of the workers.
 *
 * <p>DL4J adds results in the order in which tasks end; with three workers or more the rounding then differs from run
 * to run. Here each stage adds up to {@value #FAN_IN} neighbours in order, so the same seed, data and workers give the
 * same parameters, retries included. Updater state is averaged with the parameters.
 */
final class OrderedAveraging extends ParameterAveragingTrainingMaster {

    private static final int FAN_IN = 8;
    private static final int DEPTH = 2;

    private final transient Optional<TeacherBroadcast> teacher;
    private transient Broadcast<RoundStart> broadcast;
    private transient TrainingTally lastRound = TrainingTally.NONE;

    /**
     * @param workers the number of workers, which is that of a round's partitions
     * @param batchSize the number of images of a minibatch
     * @param teacher the teacher whose scores workers learn, too
     */
    OrderedAveraging(int workers, int batchSize, Optional<TeacherBroadcast> teacher) {
        super(
                true,
                workers,
                batchSize,
                batchSize,
                1,
                DEPTH,
                0,
                Repartition.Never,
                RepartitionStrategy.Balanced,
                StorageLevel.NONE(),
                false);
        this.teacher = teacher;
    }

    /** Sets the number of minibatches on which each worker trains in the next round. */
    void nextRound(int batches) {
        averagingFrequency = batches;
    }

    /** The tally of what the workers saw in the last round. */
    TrainingTally lastRound() {
        return lastRound;
    }

    /** The number of minibatches of a round, which is known; counting them again would cost a job. */
    @Override
    protected <T, R extends JavaRDDLike<T, R>> long getTotalDataSetObjectCount(JavaRDDLike<T, R> round) {
        return (long) numWorkers * averagingFrequency;
    }

    /** A worker as DL4J's master makes it, but with a broadcast that is freed when the round is over. */
    @Override
    public ParameterAveragingTrainingWorker getWorkerInstance(SparkComputationGraph spark) {
        broadcast = spark.getSparkContext().broadcast(RoundStart.of(spark.getNetwork()));
        WorkerConfiguration worker = new WorkerConfiguration(
                true, rddDataSetNumExamples, batchSizePerWorker, averagingFrequency, prefetchNumBatches, false);
        return new AveragingWorker(broadcast, teacher, worker);
    }

    @Override
    protected void processResults(
            SparkDl4jMultiLayer unused,
            SparkComputationGraph spark,
            JavaRDD<ParameterAveragingTrainingResult> results,
            int round,
            int rounds) {
        WorkerSum sum = inOrder(results.map(WorkerSum::of)).collect().stream()
                .reduce(WorkerSum::plus)
                .orElseThrow(() -> new IllegalStateException("No worker returned parameters"));
        broadcast.destroy();
        ComputationGraph graph = spark.getNetwork();
        sum.mean().copyTo(graph);
        lastRound = sum.tally();
        spark.setScore(lastRound.meanLoss());
        graph.getConfiguration().setIterationCount(graph.getConfiguration().getIterationCount() + averagingFrequency);
    }

    /** Adds neighbours until at most {@value #FAN_IN} sums are left, in the order of the workers. */
    private static JavaRDD<WorkerSum> inOrder(JavaRDD<WorkerSum> sums) {
        JavaRDD<WorkerSum> level = sums;
        while (level.getNumPartitions() > FAN_IN) {
            int groups = (level.getNumPartitions() + FAN_IN - 1) / FAN_IN;
            level = level.mapPartitionsWithIndex(
                            (index, values) -> {
                                List<Tuple2<Integer, Tuple2<Integer, WorkerSum>>> keyed = new ArrayList<>();
                                values.forEachRemaining(
                                        value -> keyed.add(new Tuple2<>(index / FAN_IN, new Tuple2<>(index, value))));
                                return keyed.iterator();
                            },
                            false)
                    .mapToPair(entry -> entry)
                    .groupByKey(groups) // hashing sends group k to partition k
                    .values()
                    .map(OrderedAveraging::sum);
        }
        return level;
    }

    private static WorkerSum sum(Iterable<Tuple2<Integer, WorkerSum>> group) {
        List<Tuple2<Integer, WorkerSum>> ordered = new ArrayList<>();
        group.forEach(ordered::add);
        ordered.sort(Comparator.comparing(Tuple2::_1));
        return ordered.stream().map(Tuple2::_2).reduce(WorkerSum::plus).orElseThrow();
    }
}
