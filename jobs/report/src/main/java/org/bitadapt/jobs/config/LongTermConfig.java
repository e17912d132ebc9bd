package org.bitadapt.jobs.config;

import java.io.Serializable;

/**
 * The settings by which the network that a search found is tuned at the end; all other settings are those of {@code
 * train}.
 *
 * @param epochs the number of epochs, 1 or more
 * @param learningRate the learning rate at the start, above 0
 */
public record LongTermConfig(int epochs, double learningRate) implements Serializable {

    public LongTermConfig {
        new Rules()
                .atLeast("epochs", epochs, 1)
                .above("learning-rate", learningRate, 0)
                .enforce();
    }
}
