package org.bitadapt.netadapt.search;

import java.util.function.Consumer;

/**
 * Prunes, tunes and scores proposals: one after the other, or many at once on a cluster.
 *
 * <p>Results must depend on the round and the proposal alone, and not on when, where or in which order proposals are
 * evaluated; {@link Round#seed} helps. Images that score must be held out from tuning, and never be the test set.
 *
 * @param <M> of models
 */
@FunctionalInterface
public interface Evaluator<M> {

    /**
     * Evaluates all proposals of a round.
     *
     * @param finished told each result as soon as it is there, one call at a time; what it was told is not asked for
     *     again after a resume
     * @throws RuntimeException if the round cannot go on; results told before are kept
     */
    void evaluate(Round<M> round, Consumer<Evaluation<M>> finished);
}
