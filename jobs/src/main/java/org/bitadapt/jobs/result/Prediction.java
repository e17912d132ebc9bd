package org.bitadapt.jobs.result;

import java.io.Serializable;

/**
 * What a model took a labelled image for.
 *
 * @param id of the image in its data set
 * @param label index of its class
 * @param predicted index of the class with the highest score
 * @param probability of that class, 0 to 1
 */
public record Prediction(String id, int label, int predicted, double probability) implements Serializable {

    /** Whether the class was predicted. */
    public boolean right() {
        return label == predicted;
    }
}
