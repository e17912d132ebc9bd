package org.bitadapt.quant.kernel;

/**
 * The constants of {@code a * factors[c] + b * slopes[c] + constants[c]}, a line in two variables for each channel.
 *
 * @param factors the factors of the first variable, one per position of the period
 * @param slopes the factors of the second variable, one per position of the period
 * @param constants the constants, one per position of the period
 */
@SuppressWarnings("ArrayRecordComponent") // memory that kernels read, never compared
public record ChannelLine(float[] factors, float[] slopes, float[] constants, ChannelPeriod period) {}
