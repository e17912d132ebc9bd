package org.bitadapt.netadapt.search;

import java.io.Serializable;
import java.util.List;

/**
 * A finished iteration.
 *
 * @param number counted from 1
 * @param constraint which proposals had to meet
 * @param proposals of all prunable groups, infeasible ones too
 * @param evaluations of the feasible ones, in their order
 * @param group that the winner shrank
 * @param winner what the next iteration starts from
 * @param <M> of models
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
