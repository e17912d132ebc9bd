/**
 * What the parameters of a quantized network mean: codes and scales of weights, ranges of activations, units of feature maps.
 *
 * <ul>
 *   <li>{@link WeightQuantization} makes codes and scales of weights, and says which latent weights get a gradient.
 *   <li>{@link ActivationRange} tracks the range of an activation to 8-bit codes.
 *   <li>{@link MapScales} gives every feature map its unit in evaluation: {@code value = scale * stored}.
 *   <li>{@link Folding} makes one multiplier and one offset per output channel of all that follows a product in evaluation.
 * </ul>
 *
 * <p>Training engines, packed models and ONNX files take the figures of {@code MapScales} and {@code Folding} and compute none
 * of their own. That is why they agree to the last bit. The network chooses the precision of its weights and maps; nothing
 * here does. Results are new arrays and buffers, and parameter vectors are only read.
 */
package org.bitadapt.quant.engine.quantization;
