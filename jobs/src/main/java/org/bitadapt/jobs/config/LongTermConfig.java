package org.bitadapt.jobs.config;

import java.io.Serializable;

/**
 * How the network that a search found is tuned at the end; all else is as {@code train} says.
 *
 * @param epochs 1 or more
 * @param learningRate at the start, above 0
 */
public record LongTermConfig(int epochs, double learningRate) implements Serializable {

    public LongTermConfig {
        new Rules()
                .atLeast("epochs", epochs, 1)
                .above("learning-rate", learningRate, 0)
                .enforce();
    }
}
