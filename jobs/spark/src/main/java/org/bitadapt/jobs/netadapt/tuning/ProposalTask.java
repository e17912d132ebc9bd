package org.bitadapt.jobs.netadapt.tuning;

import java.io.Serializable;
import org.bitadapt.netadapt.search.Cut;

/**
 * The work of one task for one proposal.
 *
 * @param iteration the number of the iteration, counted from 1
 * @param cut what the proposal has less of
 * @param seed the seed of the tuning: the same wherever and however often the task runs
 * @param part the part of the tuning that the task does
 */
public record ProposalTask(int iteration, Cut cut, long seed, TuningPart part) implements Serializable {

    /** A task that takes channels of a group. */
    public ProposalTask(int iteration, String group, int channels, long seed, TuningPart part) {
        this(iteration, new Cut.Channels(group, channels), seed, part);
    }

    /** The name of the cut. */
    public String group() {
        return cut.name();
    }

    /** The task that does another part of the same proposal. */
    public ProposalTask at(TuningPart other) {
        return new ProposalTask(iteration, cut, seed, other);
    }
}
