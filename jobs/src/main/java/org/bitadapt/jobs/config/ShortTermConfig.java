package org.bitadapt.jobs.config;

import java.io.Serializable;

/**
 * How each proposal is tuned and scored.
 *
 * @param images of the training split, as augmented, 1 or more; whole minibatches of {@code data.batch}
 * @param learningRate at the start, above 0; it falls to 0 along half a cosine
 * @param heldOut images of the validation split that score, 1 or more; all if there are fewer
 */
public record ShortTermConfig(int images, double learningRate, int heldOut) implements Serializable {

    public ShortTermConfig {
        new Rules()
                .atLeast("images", images, 1)
                .above("learning-rate", learningRate, 0)
                .atLeast("held-out", heldOut, 1)
                .enforce();
    }
}
