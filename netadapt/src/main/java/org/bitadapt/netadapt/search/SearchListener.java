package org.bitadapt.netadapt.search;

import java.util.List;

/**
 * Hears how a search goes, and keeps its state. Calls come one at a time; a search waits for them to return.
 *
 * @param <M> of models
 */
public interface SearchListener<M> {

    /** An iteration starts; {@code proposals} include infeasible ones. */
    default void started(Round<M> round, List<Proposal> proposals) {}

    /** A proposal is done; {@code state} includes it. */
    default void evaluated(Evaluation<M> evaluation, SearchState<M> state) {}

    /** An iteration is done; {@code state} includes it. */
    default void finished(Iteration<M> iteration, SearchState<M> state) {}
}
