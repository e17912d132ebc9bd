package org.bitadapt.jobs.train;

import java.io.Serializable;
import org.bitadapt.common.network.NetworkSpec;

/**
 * What a training goes on from instead of fresh weights.
 *
 * @param network with its precisions; replaces the settings' network
 * @param parameters laid out by {@link org.bitadapt.quant.engine.ParameterLayout}; shared, not copied
 * @param velocities of the optimizer, one per trained parameter, or none to start at rest; shared, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record TrainingStart(NetworkSpec network, float[] parameters, float[] velocities) implements Serializable {}
