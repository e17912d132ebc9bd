package org.bitadapt.jobs.netadapt.tuning;

import java.io.Serializable;

/**
 * The work of one task for one proposal.
 *
 * @param iteration the number of the iteration, counted from 1
 * @param group the group to shrink
 * @param channels the number of channels to keep
 * @param seed the seed of the tuning: the same wherever and however often the task runs
 * @param part the part of the tuning that the task does
 */
public record ProposalTask(int iteration, String group, int channels, long seed, TuningPart part)
        implements Serializable {

    /** The task that does another part of the same proposal. */
    public ProposalTask at(TuningPart other) {
        return new ProposalTask(iteration, group, channels, seed, other);
    }
}
