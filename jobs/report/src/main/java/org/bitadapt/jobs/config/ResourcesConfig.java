package org.bitadapt.jobs.config;

import java.io.Serializable;

/**
 * The resources that one task may use.
 *
 * @param threads arithmetic threads per Spark task, 1 to 256
 */
public record ResourcesConfig(int threads) implements Serializable {

    public ResourcesConfig {
        new Rules().within("threads", threads, 1, 256).enforce();
    }
}
