/**
 * Convolutions and linear layers in the oneDNN engine, with the batch norm, residual sum and activation that follow them.
 *
 * <h2>Who chooses</h2>
 *
 * <ul>
 *   <li>{@link Products#precision} says in which numbers a product is multiplied. Codes are multiplied by 1-bit weights as
 *       bytes. Codes are multiplied by 8-bit weights as bytes where the processor has VNNI, without which such sums saturate.
 *       All other forward products are in floats. Gradients are in bfloat16 where the processor multiplies it,
 *       {@link org.bitadapt.quant.engine.contract.EngineOptions.Gradients} allows it, the weights are quantized and the input
 *       is no mean of codes.
 *   <li>{@link Products#exact} says whether the sums of an evaluation are exact in these numbers. Where they are not,
 *       {@link ProductExecution} computes the product in double.
 * </ul>
 *
 * <h2>Families</h2>
 *
 * <dl>
 *   <dt>What all workers share
 *   <dd>{@link SharedProducts} are the products of an engine, and all that the engine sees of them. A {@link SharedProduct} is
 *       one of them: its {@link PreparedWeights} in the formats of oneDNN, and the {@link SliceSums} in which each worker
 *       leaves its part of a figure. {@link WeightPreparation} says which worker prepares which weights.
 *   <dt>One product on one slice
 *   <dd>{@link OneDnnProduct} is the step. Its {@link ProductExecution} holds the primitives. {@link ChannelParameters} reads
 *       the parameters that come one per output channel. {@link BatchStatistics} merges the workers' means and variances, and
 *       {@link NormalizationGradient} is the gradient through batch norm.
 *   <dt>After the backward pass
 *   <dd>{@link WeightGradients} adds up the workers' gradients by weights.
 *   <dt>Measuring
 *   <dd>{@link ProductTimer} measures one product alone.
 * </dl>
 *
 * <h2>Who owns memory</h2>
 *
 * <p>A {@link SharedProduct} owns the {@link PreparedWeights} and the workers' gradients by weights, which are native. They
 * are allocated when the first program that needs them is bound, and {@link SharedProducts#close} frees them. The second
 * worker of a 1-bit product can borrow the place of the signs in the caller's gradient vector instead
 * ({@link ProductExecution.Place}): their gradient is zero in the end.
 */
package org.bitadapt.quant.engine.onednn.product;
