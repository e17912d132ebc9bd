package org.bitadapt.netadapt.search;

import java.io.Serializable;
import java.util.List;

/**
 * What an evaluator is given: an iteration's proposals that are still to be evaluated.
 *
 * @param iteration counted from 1
 * @param current what the proposals shrink
 * @param constraint which they meet
 * @param proposals feasible ones without an evaluation yet, in the order of the groups
 * @param <M> of models
 */
public record Round<M>(int iteration, Candidate<M> current, double constraint, List<Proposal> proposals)
        implements Serializable {

    public Round {
        proposals = List.copyOf(proposals);
    }

    /**
     * The seed for tuning one proposal: the same whenever, wherever and how often it is tuned.
     *
     * @param seed of the search
     */
    public long seed(long seed, Proposal proposal) {
        long mixed = (seed * 31 + iteration) * 31 + proposal.group().hashCode();
        mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
        return mixed ^ (mixed >>> 33);
    }
}
