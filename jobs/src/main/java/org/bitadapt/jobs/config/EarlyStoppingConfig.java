package org.bitadapt.jobs.config;

import java.io.Serializable;

/**
 * When training ends before its last epoch.
 *
 * @param patience epochs without a better validation accuracy after which it ends; 0 for never
 */
public record EarlyStoppingConfig(int patience) implements Serializable {

    public EarlyStoppingConfig {
        new Rules().atLeast("patience", patience, 0).enforce();
    }
}
