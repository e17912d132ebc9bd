package org.bitadapt.jobs.netadapt;

import java.io.Serializable;

/** What a proposal's task brings back. */
sealed interface TaskOutcome extends Serializable {

    /** The model is in the run's folder. */
    record Finished(ProposalResult result) implements TaskOutcome {}

    /**
     * The last attempt that Spark grants failed too.
     *
     * @param reason one line
     */
    record Failed(String reason) implements TaskOutcome {}
}
