package org.bitadapt.jobs.train;

import java.io.Serializable;
import org.bitadapt.common.network.NetworkSpec;

/**
 * The network and parameters that a training goes on from, instead of fresh weights.
 *
 * @param network the network with its precisions, which replaces the settings' network
 * @param parameters the parameters, laid out by {@link org.bitadapt.quant.engine.parameter.ParameterLayout}; shared, not copied
 * @param velocities the velocities of the optimizer, one per trained parameter, or none to start at rest; shared, not
 *     copied
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record TrainingStart(NetworkSpec network, float[] parameters, float[] velocities) implements Serializable {}
