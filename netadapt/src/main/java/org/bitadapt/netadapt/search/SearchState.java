package org.bitadapt.netadapt.search;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a search must remember to go on after an interruption, even in the middle of an iteration.
 *
 * @param start the candidate from which the search started
 * @param iterations the finished iterations
 * @param evaluations the evaluations of the iteration under way, in any order
 * @param <M> the type of models
 */
public record SearchState<M>(Candidate<M> start, List<Iteration<M>> iterations, List<Evaluation<M>> evaluations)
        implements Serializable {

    public SearchState {
        iterations = List.copyOf(iterations);
        evaluations = List.copyOf(evaluations);
    }

    /** The state of a search that has not begun. */
    public static <M> SearchState<M> of(Candidate<M> start) {
        return new SearchState<>(start, List.of(), List.of());
    }

    /** The candidate from which the iteration under way starts. */
    public Candidate<M> current() {
        return iterations.isEmpty()
                ? start
                : iterations.get(iterations.size() - 1).winner();
    }

    /** This state with one more evaluation of the iteration under way. */
    SearchState<M> with(Evaluation<M> evaluation) {
        List<Evaluation<M>> more = new ArrayList<>(evaluations);
        more.add(evaluation);
        return new SearchState<>(start, iterations, more);
    }

    /** This state with the iteration under way finished as {@code iteration}. */
    SearchState<M> finish(Iteration<M> iteration) {
        List<Iteration<M>> more = new ArrayList<>(iterations);
        more.add(iteration);
        return new SearchState<>(start, more, List.of());
    }
}
