/**
 * Networks as data: an immutable graph of layers from which everything else is derived.
 *
 * <p>A {@link org.bitadapt.common.network.NetworkSpec} is the only description of a network in BitAdapt. The training
 * graph, the packed model, the ONNX file, costs and channel groups are all computed from it. Shapes are channels x
 * height x width; a vector is a shape of height and width 1.
 *
 * <p>The families of the package:
 *
 * <dl>
 *   <dt>Networks
 *   <dd>A {@link NetworkSpec} is a list of {@link Node}s, each with a {@link LayerSpec}. {@link NetworkBuilder}
 *       builds it, and {@link ShapeInference} gives every node a {@link Shape}.
 *   <dt>Precision
 *   <dd>{@link WeightPrecision} and {@link MapPrecision} are parts of layers, and {@link PrecisionPolicy} sets them
 *       by place. A {@link Width} is one of the bit widths of a network that has several. {@link PixelNormalization} is how pixels become inputs.
 *   <dt>Text and checks
 *   <dd>{@link NetworkJson}, {@link LayerJson} and {@link JsonObject} read and write JSON. {@link Checks} validates
 *       arguments.
 * </dl>
 */
package org.bitadapt.common.network;
