package org.bitadapt.jobs.config;

import java.io.Serializable;

/**
 * The settings by which each proposal is tuned and scored.
 *
 * @param images the number of augmented images of the training split, 1 or more, taken in whole minibatches of {@code
 *     data.batch}
 * @param learningRate the learning rate at the start, above 0; it falls to 0 along half a cosine
 * @param heldOut the number of images of the validation split that score, 1 or more; all if the split has fewer
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
