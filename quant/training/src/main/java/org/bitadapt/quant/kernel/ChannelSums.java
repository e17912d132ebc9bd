package org.bitadapt.quant.kernel;

/**
 * Two sums for each channel, to which kernels add.
 *
 * @param first the sums of the values that a kernel names first
 * @param second the sums of the values that a kernel names second
 */
@SuppressWarnings("ArrayRecordComponent") // memory that kernels write, never compared
public record ChannelSums(double[] first, double[] second) {}
