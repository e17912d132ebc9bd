package org.bitadapt.netadapt.search;

import java.util.function.Consumer;

/**
 * Prunes, tunes and scores proposals: one after the other, or many at once on a cluster.
 *
 * <p>Results must depend on the round and the proposal alone, and not on when, where or in which order proposals are
 * evaluated; {@link Round#seed} helps. Accuracies must come from images that tuning does not see and that are not the
 * test set.
 *
 * @param <M> the type of models
 */
@FunctionalInterface
public interface Evaluator<M> {

    /**
     * Evaluates all proposals of a round.
     *
     * @param finished is told each result as soon as it is there, one call at a time; a proposal whose result it was
     *     told is not evaluated again after a resume
     * @throws RuntimeException if the round cannot go on; the results that {@code finished} was told before are kept
     */
    void evaluate(Round<M> round, Consumer<Evaluation<M>> finished);
}
