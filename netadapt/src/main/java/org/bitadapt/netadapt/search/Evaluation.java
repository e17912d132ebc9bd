package org.bitadapt.netadapt.search;

import java.io.Serializable;

/**
 * What became of a proposal.
 *
 * @param <M> of models
 */
public sealed interface Evaluation<M> extends Serializable {

    /** The group that the proposal shrinks. */
    String group();

    /**
     * A proposal that was pruned, tuned for a short time and scored.
     *
     * @param accuracyBefore tuning, on the held-out images, 0 to 1
     * @param accuracy after tuning, on the same images
     * @param model what holds the tuned parameters
     */
    record Scored<M>(String group, double accuracyBefore, double accuracy, M model) implements Evaluation<M> {
        public Scored {
            require(group, accuracyBefore);
            require(group, accuracy);
        }

        private static void require(String group, double accuracy) {
            if (!(accuracy >= 0 && accuracy <= 1)) {
                throw new IllegalArgumentException(
                        "Invalid accuracy of proposal " + group + ": " + accuracy + " (must be 0..1)");
            }
        }
    }

    /**
     * A proposal that could not be evaluated, however often it was tried.
     *
     * @param reason the last error, a line
     */
    record Failed<M>(String group, String reason) implements Evaluation<M> {}
}
