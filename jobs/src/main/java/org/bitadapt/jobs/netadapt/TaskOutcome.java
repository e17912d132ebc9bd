package org.bitadapt.jobs.netadapt;

import java.io.Serializable;

/** The outcome of a proposal's task. */
sealed interface TaskOutcome extends Serializable {

    /**
     * The outcome of a task whose model is in the run's folder.
     *
     * @param result the result of all legs so far
     * @param arithmeticSeconds the seconds that this task spent in tuning and scoring
     */
    record Finished(ProposalResult result, double arithmeticSeconds) implements TaskOutcome {}

    /**
     * The outcome of a task whose last attempt that Spark grants failed too.
     *
     * @param reason the reason in one line
     */
    record Failed(String reason) implements TaskOutcome {}
}
