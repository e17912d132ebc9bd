package org.bitadapt.jobs.netadapt.tuning;

import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.bitadapt.jobs.train.TrainingStart;

/** Tunes and scores proposals; a tuning travels to the executors. */
public interface Tuning extends Serializable {

    /**
     * A proposal as far as it has come.
     *
     * @param model the pruned network with its tuned parameters; before the first part, the network to prune
     * @param accuracyBefore the accuracy on held-out images before tuning, 0 to 1
     * @param accuracy the accuracy on held-out images when the model was last scored, 0 to 1
     * @param arithmeticSeconds the seconds spent in tuning and scoring, and not in reading or waiting
     */
    record Tuned(TrainingStart model, double accuracyBefore, double accuracy, double arithmeticSeconds) {}

    /**
     * Takes a proposal a part further. The first part prunes and scores before it tunes, and the last part scores in the
     * end. The number of parts changes nothing in the result.
     *
     * @param soFar the proposal after the parts before; not changed
     * @param hadoop the configuration of the data set's file system
     */
    Tuned tune(Tuned soFar, ProposalTask task, Configuration hadoop) throws IOException;

    /** Scores a network as it is. */
    double score(TrainingStart model, Configuration hadoop) throws IOException;

    /** Ends a task whose job was given up: Spark only sets a flag, which this method obeys. */
    static void stopIfCancelled() {
        TaskContext context = TaskContext.get();
        if (context != null && context.isInterrupted()) {
            throw new TaskKilledException("the job was given up");
        }
    }
}
