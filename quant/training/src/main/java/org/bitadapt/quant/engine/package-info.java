/**
 * The training engines: forward and backward passes of a lowered network over one flat parameter vector.
 *
 * <p>This room only opens them. {@link TrainingEngines#open} lowers the network and chooses the engine by
 * {@link org.bitadapt.quant.engine.contract.EngineOptions.Kind}. {@code REFERENCE} takes {@code ReferenceTrainingEngine}, in
 * plain Java. {@code ONEDNN} takes {@code OneDnnEngine}, whose products run on oneDNN, and fails where the native library does
 * not load. {@code AUTO} takes {@code OneDnnEngine} where the library loads, and else warns and takes
 * {@code ReferenceTrainingEngine}. Both engines compute the same function.
 *
 * <h2>The rooms below</h2>
 *
 * <dl>
 *   <dt>What callers see
 *   <dd>{@link org.bitadapt.quant.engine.contract} says what an engine does, by which options, and how it tells its times.
 *   <dt>What is trained
 *   <dd>{@link org.bitadapt.quant.engine.parameter} says where parameters lie in the vector,
 *       {@link org.bitadapt.quant.engine.quantization} what codes, scales and units they mean, and
 *       {@link org.bitadapt.quant.engine.hysteresis} what happens to 1-bit layers after a step.
 *   <dt>The two engines
 *   <dd>{@link org.bitadapt.quant.engine.reference} and {@link org.bitadapt.quant.engine.onednn}; neither knows the other.
 *       {@link org.bitadapt.quant.engine.arithmetic} is what both compute by.
 * </dl>
 *
 * <h2>What all of them assume</h2>
 *
 * <p>Feature maps are channels-last ({@code [image][y][x][channel]}) between steps and stand for
 * {@code value = scale * stored}: whole numbers with one scale in quantized networks. The caller owns parameters, gradients,
 * pixels and scores: direct buffers in native byte order, laid out by
 * {@link org.bitadapt.quant.engine.parameter.ParameterLayout}. An engine keeps no parameters. Whoever opens an engine closes
 * it.
 *
 * <h2>The home of each formula</h2>
 *
 * <dl>
 *   <dt>Weights to codes and scales, and the gradient by latent weights
 *   <dd>{@link org.bitadapt.quant.engine.quantization.WeightQuantization}
 *   <dt>Product, batch norm, residual sum and their gradients
 *   <dd>{@code ReferenceProduct} and {@code ReferenceBatchNorm}; {@code OneDnnProduct} and {@code NormalizationGradient}
 *       compute the same
 *   <dt>Activation to codes and its straight-through gradient
 *   <dd>{@code ReferenceActivation}; its range is {@link org.bitadapt.quant.engine.quantization.ActivationRange}'s
 *   <dt>Flips of signs
 *   <dd>{@link org.bitadapt.quant.engine.hysteresis.Hysteresis}; growth of the threshold and the size of latent weights are
 *       {@link org.bitadapt.quant.engine.hysteresis.Settlement}'s and
 *       {@link org.bitadapt.quant.engine.hysteresis.LatentScale}'s
 *   <dt>Evaluation, to the last bit of packed models
 *   <dd>{@link org.bitadapt.quant.engine.quantization.Folding} with the units of
 *       {@link org.bitadapt.quant.engine.quantization.MapScales}
 * </dl>
 */
package org.bitadapt.quant.engine;
