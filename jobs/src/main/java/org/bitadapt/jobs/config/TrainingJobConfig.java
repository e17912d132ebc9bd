package org.bitadapt.jobs.config;

import java.io.Serializable;

/** All settings of a training job; see {@code reference.conf}. */
public record TrainingJobConfig(DataConfig data, NetworkConfig network, TrainConfig train, ResourcesConfig resources)
        implements Serializable {

    /**
     * From settings.
     *
     * @throws org.bitadapt.jobs.command.BadInputException with all errors
     */
    public static TrainingJobConfig of(Settings settings) {
        return settings.read(TrainingJobConfig.class);
    }
}
