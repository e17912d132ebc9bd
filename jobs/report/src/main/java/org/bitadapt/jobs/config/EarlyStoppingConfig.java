package org.bitadapt.jobs.config;

import java.io.Serializable;

/**
 * The rule by which training ends before its last epoch.
 *
 * @param patience the number of epochs without a better validation accuracy after which training ends; 0 for never
 */
public record EarlyStoppingConfig(int patience) implements Serializable {

    public EarlyStoppingConfig {
        new Rules().atLeast("patience", patience, 0).enforce();
    }
}
