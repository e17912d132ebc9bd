/**
 * Which layers must keep the same channels.
 *
 * <p>Batch norm, activation, pooling and dropout pass channels on; a sum unites those of its inputs, so that a residual
 * stream is one {@link org.bitadapt.common.channel.ChannelGroup}; a flatten makes {@code height x width} consecutive
 * values of each. The groups are found by walking the graph and are the units of pruning.
 */
package org.bitadapt.common.channel;
