package org.bitadapt.jobs.netadapt;

import java.io.Serializable;

/**
 * What one task does for one proposal.
 *
 * @param iteration counted from 1
 * @param group to shrink
 * @param channels to keep
 * @param seed of the tuning: the same wherever and however often the task runs
 * @param leg of the tuning
 */
record ProposalTask(int iteration, String group, int channels, long seed, TuningPart leg) implements Serializable {

    /** The task before or after this one. */
    ProposalTask at(TuningPart other) {
        return new ProposalTask(iteration, group, channels, seed, other);
    }
}
