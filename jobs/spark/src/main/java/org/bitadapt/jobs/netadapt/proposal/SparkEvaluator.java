package org.bitadapt.jobs.netadapt.proposal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.bitadapt.common.cost.NetworkCosts;
import org.bitadapt.jobs.netadapt.tuning.ProposalTask;
import org.bitadapt.jobs.netadapt.tuning.Tuning;
import org.bitadapt.jobs.netadapt.tuning.TuningPart;
import org.bitadapt.jobs.spark.HadoopBroadcast;
import org.bitadapt.jobs.spark.JobDescription;
import org.bitadapt.jobs.train.TrainingStart;
import org.bitadapt.netadapt.search.Cut;
import org.bitadapt.netadapt.search.Evaluation;
import org.bitadapt.netadapt.search.Evaluator;
import org.bitadapt.netadapt.search.Proposal;
import org.bitadapt.netadapt.search.Round;

/**
 * Evaluates the proposals of an iteration as Spark jobs of one task each; the dearest networks start first. Where
 * proposals do not divide among the cores, the last proposals are tuned in parts, a job each, so that no core waits for
 * the end of another core's proposal.
 *
 * <p>Spark tries a failed task again, elsewhere if it can. A task that still fails is tried once more where Spark
 * itself does not repeat or where the task took its job down; after that the proposal counts as failed. The tasks store
 * the models; this class knows only their names.
 */
public final class SparkEvaluator implements Evaluator<StoredModel> {

    private final JavaSparkContext spark;
    private final Tuning tuning;
    private final SearchFolder folder;
    private final long seed;
    private CoreTime spent = CoreTime.NONE;

    /** @param seed the seed of the search */
    public SparkEvaluator(JavaSparkContext spark, Tuning tuning, SearchFolder folder, long seed) {
        this.spark = spark;
        this.tuning = tuning;
        this.folder = folder;
        this.seed = seed;
    }

    /** The number of cores on which proposals are evaluated. */
    int cores() {
        return spark.defaultParallelism();
    }

    /** The time of the cores in all rounds so far that this evaluator has seen the end of. */
    public CoreTime spent() {
        return spent;
    }

    @Override
    public void evaluate(Round<StoredModel> round, Consumer<Evaluation<StoredModel>> finished) {
        Broadcast<SerializableConfiguration> hadoop = HadoopBroadcast.of(spark);
        Broadcast<TrainingStart> model =
                spark.broadcast(read(round.current().model().path()));
        ProposalFunction function = new ProposalFunction(tuning, folder, model, hadoop, TaskRetries.most(spark.sc()));
        long start = System.nanoTime();
        try (ProposalJobs jobs = new ProposalJobs(spark, function)) {
            double arithmeticSeconds = new Attempts(round, jobs, finished).run();
            double seconds = (System.nanoTime() - start) / 1e9;
            spent = spent.plus(CoreTime.of(cores(), seconds, arithmeticSeconds));
        } finally {
            model.destroy();
        }
    }

    private TrainingStart read(String path) {
        try {
            return folder.read(path, spark.hadoopConfiguration());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the model " + path + ": " + e.getMessage(), e);
        }
    }

    private List<ProposalTask> tasks(Round<StoredModel> round) {
        return round.proposals().stream()
                .sorted(Comparator.comparingLong((Proposal proposal) ->
                                NetworkCosts.of(proposal.network()).macs())
                        .reversed())
                .map(proposal -> new ProposalTask(
                        round.iteration(), proposal.cut(), round.seed(seed, proposal), TuningPart.WHOLE))
                .toList();
    }

    /** The jobs of one round; the thread that evaluates calls all of its methods. */
    private final class Attempts {
        private final Round<StoredModel> round;
        private final ProposalJobs jobs;
        private final Consumer<Evaluation<StoredModel>> finished;
        private final Set<String> triedAgain = new HashSet<>();
        private double arithmeticSeconds;

        Attempts(Round<StoredModel> round, ProposalJobs jobs, Consumer<Evaluation<StoredModel>> finished) {
            this.round = round;
            this.jobs = jobs;
            this.finished = finished;
        }

        /** Runs the jobs, and returns the seconds that tasks spent in tuning and scoring. */
        double run() {
            TuningPart.divide(tasks(round), spark.defaultParallelism()).forEach(task -> submit(remaining(task)));
            while (jobs.areRunning()) {
                ProposalJobs.Ended job = jobs.take();
                arithmeticSeconds += job.result().arithmeticSeconds();
                if (job.result().evaluation() instanceof Evaluation.Failed<StoredModel> failed) {
                    failed(job, failed);
                } else {
                    took(job.task(), job.result().evaluation());
                }
            }
            return arithmeticSeconds;
        }

        /**
         * The task behind the furthest part that a job before a resume has stored; the last task if all parts are done.
         * The models of the parts before it are deleted.
         */
        private ProposalTask remaining(ProposalTask first) {
            ProposalTask task = first.at(first.part().last());
            if (isStored(task)) {
                return task;
            }
            while (!task.part().isFirst() && !isStored(task.at(task.part().previous()))) {
                task = task.at(task.part().previous());
            }
            return task;
        }

        private boolean isStored(ProposalTask task) {
            try {
                return folder.has(SearchFolder.model(task), spark.hadoopConfiguration());
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot look for " + SearchFolder.model(task), e);
            }
        }

        private void submit(ProposalTask task) {
            TuningPart part = task.part();
            String text = "Iteration " + task.iteration() + ": prune, tune and score " + Cut.title(task.group())
                    + (part.count() == 1 ? "" : ", part " + (part.index() + 1) + " of " + part.count());
            try (JobDescription ignored = JobDescription.of(spark, text)) {
                jobs.submit(task);
            }
        }

        private void took(ProposalTask task, Evaluation<StoredModel> evaluation) {
            if (task.part().isLast()) {
                finished.accept(evaluation);
            } else {
                submit(task.at(task.part().next()));
            }
        }

        private void failed(ProposalJobs.Ended job, Evaluation.Failed<StoredModel> failed) {
            boolean sparkTriedOnce = job.aborted() || TaskRetries.most(spark.sc()) == 1;
            if (sparkTriedOnce && triedAgain.add(failed.group())) {
                submit(job.task());
            } else {
                finished.accept(failed);
            }
        }
    }
}
