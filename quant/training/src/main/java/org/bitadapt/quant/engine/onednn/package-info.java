/**
 * The training engine whose products run on oneDNN, with a team of threads that each take a slice of the batch.
 *
 * <h2>Who chooses</h2>
 *
 * <p>{@link OneDnnEngine} binds a {@link BatchProgram} for each number of images. {@code BatchProgram.bind} chooses the class
 * of a step by the type of the {@link org.bitadapt.common.lowering.Step}. Three further choices follow:
 *
 * <ul>
 *   <li>{@link Products#precision} says in which numbers a product is multiplied. Codes are multiplied by 1-bit weights as
 *       bytes. Codes are multiplied by 8-bit weights as bytes where the processor has VNNI, without which such sums saturate.
 *       All other forward products are in floats. Gradients are in bfloat16 where the processor multiplies it,
 *       {@link org.bitadapt.quant.engine.contract.EngineOptions.Gradients} allows it, the weights are quantized and the input
 *       is no mean of codes.
 *   <li>{@link Products#exact} says whether the sums of an evaluation are exact in these numbers. Where they are not,
 *       {@link ProductExecution} computes the product in double.
 *   <li>{@code KernelChoice} in {@link org.bitadapt.quant.kernel} takes passes over maps on the Vector API where the module
 *       {@code jdk.incubator.vector} is, and plain Java elsewhere.
 * </ul>
 *
 * <h2>Families</h2>
 *
 * <dl>
 *   <dt>Steps
 *   <dd>{@link OneDnnStep}s are {@link OneDnnProduct}, {@link OneDnnMaxPooling}, {@link OneDnnAverage} and
 *       {@link OneDnnDropout}; only {@code OneDnnProduct} calls oneDNN.
 *   <dt>One product
 *   <dd>{@link Products} chooses geometry and numbers. {@link SharedProducts} are those of an engine. {@link SharedProduct} is
 *       what all workers share of a product, and {@link PreparedWeights} its weights in the formats of oneDNN;
 *       {@link WeightPreparation} says which worker makes them. {@link ProductExecution} is a product bound to the memory of
 *       one worker. {@link ChannelParameters} reads the parameters that come one per output channel. {@link SliceSums} are one
 *       worker's sums of a product, from which {@link BatchStatistics} merges means and variances.
 *       {@link NormalizationGradient} is the gradient through batch norm, and {@link WeightGradients} adds up the workers'
 *       gradients by weights.
 *   <dt>Workers and memory
 *   <dd>{@link Workers} hold the threads, a {@link WorkerTeam}, and their possessions. A {@link Worker} is what one of them
 *       owns, a {@link Slice} the images that it takes of a batch, and {@link SliceMemory} their maps and gradients.
 *       {@link GradientPlan} says which gradients share a buffer.
 *   <dt>Measuring
 *   <dd>{@link Stopwatch} counts a worker's time by phase. {@link ProductTimer} measures one product alone.
 * </dl>
 *
 * <h2>Who owns memory</h2>
 *
 * <ul>
 *   <li>A {@link Worker} owns a {@link SliceMemory} and the scratchpad of its primitives. Both are native. {@code SliceMemory}
 *       is allocated once for the largest batch; the scratchpad grows while primitives are made.
 *   <li>A {@link SharedProduct} owns the {@link PreparedWeights} and the workers' gradients by weights, which are native too.
 *       The second worker of a 1-bit product can borrow the place of the signs in the caller's gradient vector instead
 *       ({@link ProductExecution.Place}): their gradient is zero in the end.
 *   <li>A {@link BatchProgram} owns primitives, which are bound to the memory above, and no native buffers.
 *   <li>{@link OneDnnEngine#close} ends the threads and frees everything.
 * </ul>
 *
 * <h2>Threads</h2>
 *
 * <p>Worker {@code k} takes the {@code k}-th slice of the batch; worker 0 is the caller's thread. Statistics are those of the
 * whole batch: each worker writes its own sums, all meet ({@link WorkerTeam#meet}), and each then reads all sums in the order
 * of workers. A number of threads therefore gives one result, and another number gives one that differs by rounding.
 */
package org.bitadapt.quant.engine.onednn;
