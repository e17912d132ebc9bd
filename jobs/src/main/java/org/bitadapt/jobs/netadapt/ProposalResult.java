package org.bitadapt.jobs.netadapt;

import java.io.Serializable;

/**
 * What a proposal's task notes beside the tuned model.
 *
 * @param group that shrank
 * @param channels that were kept
 * @param accuracyBefore tuning, 0 to 1
 * @param accuracy after tuning
 * @param seconds that the task took
 * @param arithmeticSeconds of these spent in tuning and scoring
 * @param executor where it ran, {@code id@host}
 */
record ProposalResult(
        String group,
        int channels,
        double accuracyBefore,
        double accuracy,
        double seconds,
        double arithmeticSeconds,
        String executor)
        implements Serializable {}
