package org.bitadapt.jobs.netadapt;

import java.io.Serializable;

/**
 * What a proposal's tasks note beside the tuned model; of a model that is half tuned, what is known so far.
 *
 * @param group that shrank
 * @param channels that were kept
 * @param accuracyBefore tuning, 0 to 1
 * @param accuracy after tuning
 * @param seconds that the tasks took
 * @param arithmeticSeconds of these spent in tuning and scoring
 * @param executor where the last of them ran, {@code id@host}
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

    /** Of a proposal before its first task. */
    static ProposalResult nothing(ProposalTask task) {
        return new ProposalResult(task.group(), task.channels(), 0, 0, 0, 0, "");
    }
}
