/**
 * Networks as data: an immutable graph of layers from which everything else is derived.
 *
 * <p>A {@link org.bitadapt.common.network.NetworkSpec} is the only description of a network in BitAdapt. The training
 * graph, the packed model, the ONNX file, costs and channel groups are all computed from it. Shapes are channels x
 * height x width; a vector is a shape of height and width 1.
 */
package org.bitadapt.common.network;
