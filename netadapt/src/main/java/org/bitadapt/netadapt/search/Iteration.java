package org.bitadapt.netadapt.search;

import java.io.Serializable;
import java.util.List;

/**
 * A finished iteration.
 *
 * @param number counted from 1
 * @param constraint the amount of the iteration's resource that proposals could use at most
 * @param saved the resource that the iteration saved, such as {@code memory}; empty if the search saves only one
 * @param proposals the proposals of all parts that can shrink, infeasible proposals too
 * @param evaluations the evaluations of the feasible proposals, in the order of the proposals
 * @param group the name of the winner's cut
 * @param winner the candidate from which the next iteration starts
 * @param <M> the type of models
 */
public record Iteration<M>(
        int number,
        double constraint,
        String saved,
        List<Proposal> proposals,
        List<Evaluation<M>> evaluations,
        String group,
        Candidate<M> winner)
        implements Serializable {

    public Iteration {
        proposals = List.copyOf(proposals);
        evaluations = List.copyOf(evaluations);
    }

    /** An iteration of a search that saves one resource. */
    public Iteration(
            int number,
            double constraint,
            List<Proposal> proposals,
            List<Evaluation<M>> evaluations,
            String group,
            Candidate<M> winner) {
        this(number, constraint, "", proposals, evaluations, group, winner);
    }
}
