package org.bitadapt.jobs.netadapt.proposal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.jobs.netadapt.tuning.ProposalTask;

/**
 * Spark jobs of one task each that run side by side. The thread that submits jobs takes their ends, in the order in
 * which they come; no other thread may use an instance. Closing it cancels the jobs that have not ended.
 */
final class ProposalJobs implements AutoCloseable {

    private final JavaSparkContext spark;
    private final ProposalFunction function;
    private final ExecutorService waiting = Executors.newCachedThreadPool();
    private final ExecutorCompletionService<Ended> ends = new ExecutorCompletionService<>(waiting);
    private final Map<ProposalTask, JavaFutureAction<List<TaskResult>>> running = new LinkedHashMap<>();

    /**
     * A job that is over.
     *
     * @param aborted whether Spark gave the job up, so that the error is Spark's
     */
    record Ended(ProposalTask task, TaskResult result, boolean aborted) {}

    ProposalJobs(JavaSparkContext spark, ProposalFunction function) {
        this.spark = spark;
        this.function = function;
    }

    /** Starts a job behind those that wait for a core. */
    void submit(ProposalTask task) {
        JavaFutureAction<List<TaskResult>> job =
                spark.parallelize(List.of(task), 1).map(function).collectAsync();
        running.put(task, job);
        ends.submit(() -> end(task, job));
    }

    private static Ended end(ProposalTask task, JavaFutureAction<List<TaskResult>> job) throws InterruptedException {
        try {
            return new Ended(task, job.get().get(0), false);
        } catch (ExecutionException e) {
            String message = String.valueOf(e.getCause().getMessage());
            String reason = message.lines().findFirst().orElse("");
            return new Ended(task, TaskResult.failed(task, reason), true);
        }
    }

    /** Whether there are jobs whose end was not taken. */
    boolean areRunning() {
        return !running.isEmpty();
    }

    /** Waits for the next job's end. */
    Ended take() {
        try {
            Ended next = ends.take().get();
            running.remove(next.task());
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while proposals were evaluated", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot wait for a proposal: " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        running.values().forEach(job -> job.cancel(true));
        waiting.shutdownNow();
    }
}
