package org.bitadapt.jobs.netadapt;

import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.bitadapt.jobs.train.TrainingStart;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/**
 * Evaluates the one proposal of a partition and stores its model. Fails as long as Spark will try again; the last time
 * the failure is the result, so that it does not take the other proposals' job with it.
 */
final class ProposalFunction extends AbstractFunction2<TaskContext, Iterator<ProposalTask>, TaskOutcome>
        implements Serializable {

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
    public TaskOutcome apply(TaskContext context, Iterator<ProposalTask> tasks) {
        ProposalTask task = tasks.next();
        try {
            return new TaskOutcome.Finished(evaluate(task));
        } catch (TaskKilledException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            if (context.attemptNumber() + 1 < attempts) {
                throw new IllegalStateException("Proposal " + task.group() + " failed: " + e.getMessage(), e);
            }
            return new TaskOutcome.Failed(reason(e));
        }
    }

    private ProposalResult evaluate(ProposalTask task) throws IOException {
        long start = System.nanoTime();
        Configuration configuration = hadoop.value().value();
        Tuning.Tuned tuned = tuning.tune(model.value(), task, configuration);
        ProposalResult result = new ProposalResult(
                task.group(),
                task.channels(),
                tuned.accuracyBefore(),
                tuned.accuracy(),
                (System.nanoTime() - start) / 1e9,
                tuned.arithmeticSeconds(),
                executor());
        folder.write(SearchFolder.model(task.iteration(), task.group()), result, tuned.model(), configuration);
        return result;
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
