package org.bitadapt.jobs.result;

import java.io.Serializable;

/**
 * The class that a model took a labelled image for.
 *
 * @param id the id of the image in its data set
 * @param label the index of the image's class
 * @param predicted the index of the class with the highest score
 * @param probability the probability of the predicted class, 0 to 1
 */
public record Prediction(String id, int label, int predicted, double probability) implements Serializable {

    /** Whether the image's class was predicted. */
    public boolean right() {
        return label == predicted;
    }
}
