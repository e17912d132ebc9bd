package org.bitadapt.jobs.netadapt;

import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.bitadapt.jobs.train.TrainingStart;

/** What becomes of a proposal; travels to the executors. */
interface Tuning extends Serializable {

    /**
     * A tuned network and its scores.
     *
     * @param model the pruned network with its tuned parameters
     * @param accuracyBefore tuning, on held-out images, 0 to 1
     * @param accuracy after tuning
     * @param arithmeticSeconds spent in tuning and scoring, and not in reading or waiting
     */
    record Tuned(TrainingStart model, double accuracyBefore, double accuracy, double arithmeticSeconds) {}

    /**
     * Prunes, tunes and scores.
     *
     * @param model what is pruned; not changed
     * @param hadoop of the data set's file system
     */
    Tuned tune(TrainingStart model, ProposalTask task, Configuration hadoop) throws IOException;

    /** Scores a network as it is. */
    double score(TrainingStart model, Configuration hadoop) throws IOException;

    /** Ends a task whose job was given up; Spark asks politely. */
    static void stopIfCancelled() {
        TaskContext context = TaskContext.get();
        if (context != null && context.isInterrupted()) {
            throw new TaskKilledException("the job was given up");
        }
    }
}
