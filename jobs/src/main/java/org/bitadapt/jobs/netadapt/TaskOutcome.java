package org.bitadapt.jobs.netadapt;

import java.io.Serializable;

/** What a proposal's task brings back. */
sealed interface TaskOutcome extends Serializable {

    /**
     * The model is in the run's folder.
     *
     * @param result of all legs so far
     * @param arithmeticSeconds that this task spent in tuning and scoring
     */
    record Finished(ProposalResult result, double arithmeticSeconds) implements TaskOutcome {}

    /**
     * The last attempt that Spark grants failed too.
     *
     * @param reason one line
     */
    record Failed(String reason) implements TaskOutcome {}
}
