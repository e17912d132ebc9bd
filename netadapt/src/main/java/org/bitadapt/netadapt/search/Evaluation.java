package org.bitadapt.netadapt.search;

import java.io.Serializable;

/**
 * The result of a proposal.
 *
 * @param <M> the type of models
 */
public sealed interface Evaluation<M> extends Serializable {

    /** The name of the proposal's cut. */
    String group();

    /**
     * A proposal that was pruned, tuned for a short time and scored.
     *
     * @param accuracyBefore the accuracy on the held-out images before tuning, 0 to 1
     * @param accuracy the accuracy on the held-out images after tuning, 0 to 1
     * @param model holds the tuned parameters
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
     * A proposal whose evaluation failed at every try.
     *
     * @param reason the last error, on one line
     */
    record Failed<M>(String group, String reason) implements Evaluation<M> {}
}
