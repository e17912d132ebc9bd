/**
 * Networks as engines execute them: products with their batch norm, residual sum and activation fused into one step.
 *
 * <p>The training engine, the exporter of packed models and the resource models all walk the same
 * {@link org.bitadapt.common.lowering.LoweredNetwork}, so that they agree on what is one layer.
 */
package org.bitadapt.common.lowering;
