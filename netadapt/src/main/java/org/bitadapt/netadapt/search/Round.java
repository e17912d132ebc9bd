package org.bitadapt.netadapt.search;

import java.io.Serializable;
import java.util.List;

/**
 * The task of an evaluator: an iteration's proposals that are still to be evaluated.
 *
 * @param iteration the number of the iteration, counted from 1
 * @param current the candidate whose network the proposals shrink, with its amount of the searched resource
 * @param constraint the amount of the iteration's resource that the proposals use at most
 * @param saved the resource that the iteration saves, such as {@code memory}; empty if the search saves only one
 * @param proposals the feasible proposals without an evaluation yet, in the order of the groups
 * @param <M> the type of models
 */
public record Round<M>(int iteration, Candidate<M> current, double constraint, String saved, List<Proposal> proposals)
        implements Serializable {

    public Round {
        proposals = List.copyOf(proposals);
    }

    /** A round of a search that saves one resource. */
    public Round(int iteration, Candidate<M> current, double constraint, List<Proposal> proposals) {
        this(iteration, current, constraint, "", proposals);
    }

    /**
     * The seed for tuning one proposal, which does not depend on when, where or how often the proposal is tuned.
     *
     * @param seed the seed of the search
     */
    public long seed(long seed, Proposal proposal) {
        long mixed = (seed * 31 + iteration) * 31 + proposal.group().hashCode();
        mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
        return mixed ^ (mixed >>> 33);
    }
}
