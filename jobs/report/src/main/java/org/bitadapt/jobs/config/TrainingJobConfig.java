package org.bitadapt.jobs.config;

import java.io.Serializable;

/** All settings of a training job; see {@code reference.conf}. */
public record TrainingJobConfig(DataConfig data, NetworkConfig network, TrainConfig train, ResourcesConfig resources)
        implements Serializable {

    /** The configuration that settings give.
     *
     * @throws org.bitadapt.jobs.command.BadInputException if settings are invalid; the message has all errors
     *
     */
    public static TrainingJobConfig of(Settings settings) {
        return settings.read(TrainingJobConfig.class);
    }
}
