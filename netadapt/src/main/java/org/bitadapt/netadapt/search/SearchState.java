package org.bitadapt.netadapt.search;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a search must remember to go on after an interruption, even in the middle of an iteration.
 *
 * @param start what the search started from
 * @param iterations that are finished
 * @param evaluations of the one under way, in any order
 * @param <M> of models
 */
public record SearchState<M>(Candidate<M> start, List<Iteration<M>> iterations, List<Evaluation<M>> evaluations)
        implements Serializable {

    public SearchState {
        iterations = List.copyOf(iterations);
        evaluations = List.copyOf(evaluations);
    }

    /** A search that has not begun. */
    public static <M> SearchState<M> of(Candidate<M> start) {
        return new SearchState<>(start, List.of(), List.of());
    }

    /** What the iteration under way starts from. */
    public Candidate<M> current() {
        return iterations.isEmpty()
                ? start
                : iterations.get(iterations.size() - 1).winner();
    }

    /** The same with one more evaluation. */
    SearchState<M> with(Evaluation<M> evaluation) {
        List<Evaluation<M>> more = new ArrayList<>(evaluations);
        more.add(evaluation);
        return new SearchState<>(start, iterations, more);
    }

    /** The same with the iteration under way finished. */
    SearchState<M> finish(Iteration<M> iteration) {
        List<Iteration<M>> more = new ArrayList<>(iterations);
        more.add(iteration);
        return new SearchState<>(start, more, List.of());
    }
}
