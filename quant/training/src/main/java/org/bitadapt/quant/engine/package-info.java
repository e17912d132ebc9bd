/**
 * The training engine: forward and backward passes of a lowered network over one flat parameter vector.
 *
 * <p>Two implementations compute the same function: {@code ReferenceEngine} in plain Java, and an engine whose
 * products run on oneDNN; {@link org.bitadapt.quant.engine.TrainingEngines} opens them. Activations are channels-last
 * ({@code [image][y][x][channel]}) between steps and stand for {@code value = scale * stored}: whole numbers with one
 * scale in quantized networks.
 *
 * <p>Formulas and gradients, by cases: {@link org.bitadapt.quant.engine.WeightQuantization} for weights, the class
 * {@code ReferenceProduct} for batch norm and activations, {@link org.bitadapt.quant.engine.Folding} for evaluation.
 */
package org.bitadapt.quant.engine;
