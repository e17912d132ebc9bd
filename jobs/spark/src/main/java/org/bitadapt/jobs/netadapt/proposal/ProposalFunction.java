package org.bitadapt.jobs.netadapt.proposal;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.bitadapt.jobs.netadapt.tuning.ProposalTask;
import org.bitadapt.jobs.netadapt.tuning.Tuning;
import org.bitadapt.jobs.train.TrainingStart;
import org.bitadapt.netadapt.search.Evaluation;

/**
 * Takes a proposal a part further and stores its model. A part that is stored already is not repeated, whether an earlier
 * attempt or a job before a resume has stored it.
 *
 * <p>The function throws as long as Spark will try again; at the last attempt it returns the failure as the result,
 * which keeps its reason.
 */
final class ProposalFunction implements Function<ProposalTask, TaskResult> {

    private static final long serialVersionUID = 1;

    private final Tuning tuning;
    private final SearchFolder folder;
    private final Broadcast<TrainingStart> model;
    private final Broadcast<SerializableConfiguration> hadoop;
    private final int attempts;

    ProposalFunction(
            Tuning tuning,
            SearchFolder folder,
            Broadcast<TrainingStart> model,
            Broadcast<SerializableConfiguration> hadoop,
            int attempts) {
        this.tuning = tuning;
        this.folder = folder;
        this.model = model;
        this.hadoop = hadoop;
        this.attempts = attempts;
    }

    @Override
    public TaskResult call(ProposalTask task) {
        try {
            return evaluate(task);
        } catch (TaskKilledException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            if (TaskContext.get().attemptNumber() + 1 < attempts) {
                throw new IllegalStateException("Proposal " + task.group() + " failed: " + e.getMessage(), e);
            }
            return TaskResult.failed(task, reason(e));
        }
    }

    private TaskResult evaluate(ProposalTask task) throws IOException {
        Configuration configuration = hadoop.value().value();
        String path = SearchFolder.model(task);
        if (folder.has(path, configuration)) {
            return new TaskResult(folder.scored(path, configuration), 0);
        }
        long start = System.nanoTime();
        boolean first = task.part().isFirst();
        String previous = first ? "" : SearchFolder.model(task.at(task.part().previous()));
        Evaluation.Scored<StoredModel> known =
                first ? StoredModel.untouched(task.group()) : folder.scored(previous, configuration);
        Tuning.Tuned before = new Tuning.Tuned(
                first ? model.value() : folder.read(previous, configuration),
                known.accuracyBefore(),
                known.accuracy(),
                known.model().arithmeticSeconds());
        Tuning.Tuned tuned = tuning.tune(before, task, configuration);
        double seconds = known.model().seconds() + (System.nanoTime() - start) / 1e9;
        Evaluation.Scored<StoredModel> scored = new Evaluation.Scored<>(
                task.group(),
                tuned.accuracyBefore(),
                tuned.accuracy(),
                new StoredModel(path, seconds, tuned.arithmeticSeconds(), executor()));
        folder.write(scored, tuned.model(), configuration);
        if (!first) {
            folder.delete(previous, configuration);
        }
        return new TaskResult(scored, tuned.arithmeticSeconds() - before.arithmeticSeconds());
    }

    private static String executor() {
        SparkEnv spark = SparkEnv.get();
        return spark.executorId() + "@" + spark.blockManager().blockManagerId().host();
    }

    private static String reason(Throwable error) {
        String message = error.getMessage();
        return error.getClass().getSimpleName()
                + (message == null ? "" : ": " + message.lines().findFirst().orElse(""));
    }
}
