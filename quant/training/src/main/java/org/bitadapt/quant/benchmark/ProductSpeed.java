package org.bitadapt.quant.benchmark;

/**
 * How fast a layer's forward product is in three arithmetics, on one thread, in 10<sup>9</sup> products of a weight and
 * an input per second.
 *
 * @param layer its name
 * @param inputs input channels
 * @param outputs output channels
 * @param kernel height of its window
 * @param stride of its window
 * @param table sums looked up in tables: the packed runtime's layer, with its requantization
 * @param bytes bytes by bytes on oneDNN
 * @param floats floats by floats on oneDNN
 */
public record ProductSpeed(
        String layer, int inputs, int outputs, int kernel, int stride, double table, double bytes, double floats) {}
