package org.bitadapt.jobs.config;

import java.io.Serializable;

/** All settings of an adaptation; see {@code reference.conf}. */
public record AdaptationJobConfig(
        DataConfig data, NetworkConfig network, TrainConfig train, NetAdaptConfig netadapt, ResourcesConfig resources)
        implements Serializable {

    /**
     * From settings.
     *
     * @throws org.bitadapt.jobs.command.BadInputException with all errors
     */
    public static AdaptationJobConfig of(Settings settings) {
        return settings.read(AdaptationJobConfig.class);
    }
}
