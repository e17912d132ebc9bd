/**
 * What a network costs before anything is measured: multiply-accumulates, weights, parameters and bytes, layer by layer.
 *
 * <p>Layers are the fused steps of {@link org.bitadapt.common.lowering.LoweredNetwork}. Weights and multiply-accumulates
 * are those of convolutions and linear layers, without bias and batch norm.
 */
package org.bitadapt.common.cost;
