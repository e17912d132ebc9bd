package org.bitadapt.jobs.config;

import java.io.Serializable;

/** All settings of an adaptation; see {@code reference.conf}. */
public record AdaptationJobConfig(
        DataConfig data, NetworkConfig network, TrainConfig train, NetAdaptConfig netadapt, ResourcesConfig resources)
        implements Serializable {

    /** The configuration that settings give.
     *
     * @throws org.bitadapt.jobs.command.BadInputException if settings are invalid; the message has all errors
     *
     */
    public static AdaptationJobConfig of(Settings settings) {
        return settings.read(AdaptationJobConfig.class);
    }
}
