package org.bitadapt.netadapt.search;

import java.io.Serializable;
import java.util.List;

/**
 * A finished iteration.
 *
 * @param number counted from 1
 * @param constraint the amount of the resource that proposals could use at most
 * @param proposals the proposals of all prunable groups, infeasible proposals too
 * @param evaluations the evaluations of the feasible proposals, in the order of the proposals
 * @param group the group that the winner shrank
 * @param winner the candidate from which the next iteration starts
 * @param <M> the type of models
 */
public record Iteration<M>(
        int number,
        double constraint,
        List<Proposal> proposals,
        List<Evaluation<M>> evaluations,
        String group,
        Candidate<M> winner)
        implements Serializable {

    public Iteration {
        proposals = List.copyOf(proposals);
        evaluations = List.copyOf(evaluations);
    }
}
