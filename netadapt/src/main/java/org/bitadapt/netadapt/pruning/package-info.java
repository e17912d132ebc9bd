/**
 * Which channels of a group stay, and the network that is left without the others. Every bit width keeps its own batch norm and
 * ranges.
 *
 * <p>Vectors are those of {@link org.bitadapt.quant.engine.parameter.ParameterLayout}, as {@code float[]}: so they travel between
 * processes.
 */
package org.bitadapt.netadapt.pruning;
