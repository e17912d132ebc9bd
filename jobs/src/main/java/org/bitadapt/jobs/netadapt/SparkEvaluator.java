package org.bitadapt.jobs.netadapt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.SparkDriverExecutionException;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.bitadapt.common.cost.NetworkCosts;
import org.bitadapt.jobs.train.TrainingStart;
import org.bitadapt.netadapt.search.Evaluation;
import org.bitadapt.netadapt.search.Evaluator;
import org.bitadapt.netadapt.search.Proposal;
import org.bitadapt.netadapt.search.Round;
import scala.collection.JavaConverters;
import scala.reflect.ClassTag;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Evaluates the proposals of an iteration as one Spark job, a task each; the dearest networks start first.
 *
 * <p>Spark tries a failed task again, elsewhere if it can. What then still fails is tried once more, each proposal in a
 * job of its own, where Spark itself does not repeat or where a task took the whole job down; after that it counts as
 * failed. Models are stored by the tasks and named here.
 */
final class SparkEvaluator implements Evaluator<String> {

    private final JavaSparkContext spark;
    private final Tuning tuning;
    private final SearchFolder folder;
    private final long seed;
    private final Listener listener;

    /** Hears of results as they come, and of the cores' time. */
    interface Listener {

        /** A proposal is done. */
        void finished(ProposalResult result);

        /** All proposals of a round are done. */
        void ended(double seconds, int cores);
    }

    /** @param seed of the search */
    SparkEvaluator(JavaSparkContext spark, Tuning tuning, SearchFolder folder, long seed, Listener listener) {
        this.spark = spark;
        this.tuning = tuning;
        this.folder = folder;
        this.seed = seed;
        this.listener = listener;
    }

    @Override
    public void evaluate(Round<String> round, Consumer<Evaluation<String>> finished) {
        Broadcast<SerializableConfiguration> hadoop =
                spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
        Broadcast<TrainingStart> model = spark.broadcast(read(round.current().model()));
        ProposalFunction function = new ProposalFunction(tuning, folder, model, hadoop, TaskRetries.most(spark.sc()));
        spark.setJobDescription("Iteration " + round.iteration() + ": prune, tune and score "
                + round.proposals().size() + " proposals");
        long start = System.nanoTime();
        try {
            new Attempts(function, finished).run(tasks(round));
        } finally {
            spark.setJobDescription(null);
            model.destroy();
            hadoop.destroy();
        }
        listener.ended((System.nanoTime() - start) / 1e9, spark.defaultParallelism());
    }

    private TrainingStart read(String name) {
        try {
            return folder.read(name, spark.hadoopConfiguration());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the model " + name + ": " + e.getMessage(), e);
        }
    }

    private List<ProposalTask> tasks(Round<String> round) {
        return round.proposals().stream()
                .sorted(Comparator.comparingLong((Proposal proposal) ->
                                NetworkCosts.of(proposal.network()).macs())
                        .reversed())
                .map(proposal -> new ProposalTask(
                        round.iteration(), proposal.group(), proposal.channels(), round.seed(seed, proposal)))
                .toList();
    }

    /** The jobs of one round. */
    private final class Attempts {
        private final ProposalFunction function;
        private final Consumer<Evaluation<String>> finished;
        private final Map<String, ProposalTask> waiting = new LinkedHashMap<>();
        private final Map<String, String> failures = new LinkedHashMap<>();

        Attempts(ProposalFunction function, Consumer<Evaluation<String>> finished) {
            this.function = function;
            this.finished = finished;
        }

        void run(List<ProposalTask> tasks) {
            tasks.forEach(task -> waiting.put(task.group(), task));
            boolean aborted = !job(tasks);
            if (aborted || TaskRetries.most(spark.sc()) == 1) {
                List.copyOf(waiting.values()).forEach(task -> job(List.of(task)));
            }
            waiting.keySet().forEach(group -> finished.accept(new Evaluation.Failed<>(group, failures.get(group))));
        }

        /** Whether the job came to its end. */
        private boolean job(List<ProposalTask> tasks) {
            try {
                runJob(function, tasks, this::took);
                return true;
            } catch (SparkDriverExecutionException e) {
                throw new IllegalStateException(
                        "Cannot keep a proposal's result: " + e.getCause().getMessage(), e);
            } catch (SparkException e) {
                String reason = e.getMessage().lines().findFirst().orElse("");
                tasks.stream()
                        .map(ProposalTask::group)
                        .filter(waiting::containsKey)
                        .forEach(group -> failures.putIfAbsent(group, reason));
                return false;
            }
        }

        private synchronized void took(ProposalTask task, TaskOutcome outcome) {
            if (outcome instanceof TaskOutcome.Finished done) {
                waiting.remove(task.group());
                ProposalResult result = done.result();
                listener.finished(result);
                finished.accept(evaluation(task.iteration(), result));
            } else if (outcome instanceof TaskOutcome.Failed failed) {
                failures.put(task.group(), failed.reason());
            }
        }
    }

    /** As the search knows a finished proposal. */
    static Evaluation<String> evaluation(int iteration, ProposalResult result) {
        return new Evaluation.Scored<>(
                result.group(),
                result.accuracyBefore(),
                result.accuracy(),
                SearchFolder.model(iteration, result.group()));
    }

    /**
     * Runs a task for each proposal and hands results over as they come; Spark's Java API has no such call.
     *
     * @throws SparkException if a task failed too often
     */
    private void runJob(
            ProposalFunction function, List<ProposalTask> tasks, BiConsumer<ProposalTask, TaskOutcome> taker)
            throws SparkException {
        JavaRDD<ProposalTask> rdd = spark.parallelize(tasks, tasks.size());
        List<Object> partitions =
                new ArrayList<>(IntStream.range(0, tasks.size()).boxed().toList());
        spark.sc()
                .runJob(
                        rdd.rdd(),
                        function,
                        JavaConverters.asScalaBuffer(partitions).toSeq(),
                        new AbstractFunction2<Object, TaskOutcome, BoxedUnit>() {
                            @Override
                            public BoxedUnit apply(Object partition, TaskOutcome outcome) {
                                taker.accept(tasks.get((Integer) partition), outcome);
                                return BoxedUnit.UNIT;
                            }
                        },
                        ClassTag.apply(TaskOutcome.class));
    }
}
