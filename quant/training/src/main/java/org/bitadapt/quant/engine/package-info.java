/**
 * The training engine: forward and backward passes of a lowered network over one flat parameter vector.
 *
 * <p>Two implementations compute the same function: {@code ReferenceEngine} in plain Java, and an engine whose
 * products run on oneDNN. Activations are channels-last ({@code [image][y][x][channel]}) between steps.
 */
package org.bitadapt.quant.engine;
