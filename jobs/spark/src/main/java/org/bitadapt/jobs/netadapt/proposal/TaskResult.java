package org.bitadapt.jobs.netadapt.proposal;

import java.io.Serializable;
import org.bitadapt.jobs.netadapt.tuning.ProposalTask;
import org.bitadapt.netadapt.search.Evaluation;

/**
 * What comes of one task of a proposal.
 *
 * @param evaluation the proposal after all parts so far, or the error of the last attempt that Spark grants
 * @param arithmeticSeconds the seconds that this task spent in tuning and scoring
 */
record TaskResult(Evaluation<StoredModel> evaluation, double arithmeticSeconds) implements Serializable {

    /** The result of a task that failed at every attempt. */
    static TaskResult failed(ProposalTask task, String reason) {
        return new TaskResult(new Evaluation.Failed<>(task.group(), reason), 0);
    }
}
