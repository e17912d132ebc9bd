package org.bitadapt.netadapt.search;

import java.util.List;

/**
 * Hears how a search goes, and keeps its state. Calls come one at a time, and the search waits until each returns.
 *
 * @param <M> the type of models
 */
public interface SearchListener<M> {

    /** Called when an iteration starts; {@code proposals} include infeasible proposals. */
    default void started(Round<M> round, List<Proposal> proposals) {}

    /** Called when a proposal is evaluated; {@code state} includes the evaluation. */
    default void evaluated(Evaluation<M> evaluation, SearchState<M> state) {}

    /** Called when an iteration is finished; {@code state} includes the iteration. */
    default void finished(Iteration<M> iteration, SearchState<M> state) {}
}
