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
     * How far a proposal has come.
     *
     * @param model the pruned network with its tuned parameters; before the first leg, what is pruned
     * @param accuracyBefore tuning, on held-out images, 0 to 1
     * @param accuracy when it was last scored
     * @param arithmeticSeconds spent in tuning and scoring, and not in reading or waiting
     */
    record Tuned(TrainingStart model, double accuracyBefore, double accuracy, double arithmeticSeconds) {}

    /**
     * Takes a proposal a leg further. The first leg prunes and scores before it tunes, the last one scores in the end; how
     * many there are changes nothing in the result.
     *
     * @param soFar not changed
     * @param hadoop of the data set's file system
     */
    Tuned tune(Tuned soFar, ProposalTask task, Configuration hadoop) throws IOException;

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
