package org.bitadapt.quant.benchmark;

/**
 * How fast a layer's forward product is in three arithmetics, on one thread, in 10<sup>9</sup> products of a weight and
 * an input per second.
 *
 * @param layer the layer's name
 * @param inputs the number of input channels
 * @param outputs the number of output channels
 * @param kernel the height of the layer's window
 * @param stride the step of the layer's window
 * @param table speed of sums looked up in tables: the packed runtime's layer, with its requantization
 * @param bytes speed of products of bytes and bytes on oneDNN
 * @param floats speed of products of floats and floats on oneDNN
 */
public record ProductSpeed(
        String layer, int inputs, int outputs, int kernel, int stride, double table, double bytes, double floats) {}
