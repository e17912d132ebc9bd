package org.bitadapt.jobs.netadapt;

import java.io.Serializable;

/**
 * The result that a proposal's tasks note beside the tuned model; beside a half-tuned model, it has what is known so
 * far.
 *
 * @param group the group that shrank
 * @param channels the number of channels that were kept
 * @param accuracyBefore the accuracy before tuning, 0 to 1
 * @param accuracy the accuracy after tuning, 0 to 1
 * @param seconds the seconds that the tasks took
 * @param arithmeticSeconds the part of these seconds that was spent in tuning and scoring
 * @param executor the executor on which the last task ran, {@code id@host}
 */
record ProposalResult(
        String group,
        int channels,
        double accuracyBefore,
        double accuracy,
        double seconds,
        double arithmeticSeconds,
        String executor)
        implements Serializable {

    /** The result of a proposal before its first task. */
    static ProposalResult nothing(ProposalTask task) {
        return new ProposalResult(task.group(), task.channels(), 0, 0, 0, 0, "");
    }
}
