/**
 * The training engine: forward and backward passes of a lowered network over one flat parameter vector.
 *
 * <p>Two implementations compute the same function: {@link ReferenceTrainingEngine} in plain Java, and {@link OneDnnEngine},
 * whose products run on oneDNN. Feature maps are channels-last ({@code [image][y][x][channel]}) between steps and stand for
 * {@code value = scale * stored}: whole numbers with one scale in quantized networks.
 *
 * <h2>Who chooses</h2>
 *
 * <p>{@link TrainingEngines#open} lowers the network and chooses the engine by {@link EngineOptions.Kind}. {@code REFERENCE}
 * takes {@code ReferenceTrainingEngine}. {@code ONEDNN} takes {@code OneDnnEngine}, and fails where the native library does
 * not load. {@code AUTO} takes {@code OneDnnEngine} where the library loads, and else warns and takes
 * {@code ReferenceTrainingEngine}.
 *
 * <p>Each engine has one class for a kind of step, and chooses it by the type of the
 * {@link org.bitadapt.common.lowering.Step}: the private method {@code ReferenceTrainingEngine.step}, and
 * {@code BatchProgram.bind} for oneDNN. Three further choices belong to the oneDNN engine:
 *
 * <ul>
 *   <li>{@link Products#precision} says in which numbers a product is multiplied. Codes are multiplied by 1-bit weights as
 *       bytes. Codes are multiplied by 8-bit weights as bytes where the processor has VNNI, without which such sums saturate.
 *       All other forward products are in floats. Gradients are in bfloat16 where the processor multiplies it,
 *       {@link EngineOptions.Gradients} allows it, the weights are quantized and the input is no mean of codes.
 *   <li>{@link Products#exact} says whether the sums of an evaluation are exact in these numbers. Where they are not,
 *       {@link ProductExecution} computes the product in double.
 *   <li>{@code KernelChoice} in {@link org.bitadapt.quant.kernel} takes passes over maps on the Vector API where the module
 *       {@code jdk.incubator.vector} is, and plain Java elsewhere.
 * </ul>
 *
 * <h2>Families</h2>
 *
 * <dl>
 *   <dt>Entry, options, measuring: both engines
 *   <dd>{@link TrainingEngine} is what the rest of the project sees, and {@link TrainingEngines} opens one with
 *       {@link EngineOptions}. {@link Calls} checks the arguments of its methods. {@link StepListener} hears how far an
 *       evaluation is. {@link Phase} names what time is spent on, {@link Stopwatch} measures it for one worker, and
 *       {@link ProductTimer} measures one product alone.
 *   <dt>What both engines train: rooms of their own
 *   <dd>{@link org.bitadapt.quant.engine.parameter} says where parameters lie in the vector,
 *       {@link org.bitadapt.quant.engine.quantization} what codes, scales and units they mean, and
 *       {@link org.bitadapt.quant.engine.hysteresis} what happens to 1-bit layers after a step.
 *   <dt>What both engines compute by
 *   <dd>{@link ConvolutionShape} is the geometry of a sliding window, and {@link DoubleConvolution} sums over it in double.
 *       {@link DropoutMask} says which values dropout keeps.
 *   <dt>The reference engine
 *   <dd>{@link ReferenceTrainingEngine} runs {@link ReferenceStep}s over {@link ReferenceMap}s. {@link ReferenceProduct} is a
 *       convolution or linear layer with what follows it: {@link ReferenceBatchNorm} and
 *       {@link ReferenceActivation}. The other steps are {@link ReferenceMaxPooling}, {@link ReferenceAverage} and
 *       {@link ReferenceDropout}.
 *   <dt>The oneDNN engine: steps
 *   <dd>{@link OneDnnEngine} runs a {@link BatchProgram} for each number of images. Its {@link OneDnnStep}s are
 *       {@link OneDnnProduct}, {@link OneDnnMaxPooling}, {@link OneDnnAverage} and {@link OneDnnDropout}; only the first of them
 *       calls oneDNN.
 *   <dt>The oneDNN engine: one product
 *   <dd>{@link Products} chooses geometry and numbers. {@link SharedProduct} is what all workers share of a product, and
 *       {@link PreparedWeights} its weights in the formats of oneDNN; {@link WeightPreparation} says which worker makes them.
 *       {@link ProductExecution} is a product bound to the memory of one worker. {@link ChannelParameters} reads the parameters
 *       that come one per output channel. {@link BatchStatistics} merges the workers'
 *       means and variances, {@link NormalizationGradient} is the gradient through batch norm, and {@link WeightGradients}
 *       adds up the workers' gradients by weights.
 *   <dt>The oneDNN engine: workers and memory
 *   <dd>{@link WorkerTeam} are the threads. A {@link Worker} is what one of them owns, a {@link Slice} the images that it takes
 *       of a batch, and {@link SliceMemory} their maps and gradients. {@link GradientPlan} says which gradients share a buffer.
 * </dl>
 *
 * <h2>Who owns memory</h2>
 *
 * <ul>
 *   <li>The caller owns parameters, gradients, pixels and scores: direct buffers in native byte order, laid out by
 *       {@code ParameterLayout}. An engine keeps no parameters.
 *   <li>The reference engine has heap memory only.
 *   <li>A {@link Worker} of the oneDNN engine owns a {@link SliceMemory} and the scratchpad of its primitives. Both are native.
 *       {@code SliceMemory} is allocated once for the largest batch; the scratchpad grows while primitives are made.
 *   <li>A {@link SharedProduct} owns the {@link PreparedWeights} and the workers' gradients by weights, which are native too.
 *       The second worker of a 1-bit product can borrow the place of the signs in the caller's gradient vector instead
 *       ({@link ProductExecution.Place}): their gradient is zero in the end.
 *   <li>A {@link BatchProgram} owns primitives, which are bound to the memory above, and no native buffers.
 *   <li>{@link OneDnnEngine#close} ends the threads and frees everything. Whoever opens an engine closes it.
 * </ul>
 *
 * <h2>Threads</h2>
 *
 * <p>An engine serves one caller at a time. Worker {@code k} of the oneDNN engine takes the {@code k}-th slice of the batch;
 * worker 0 is the caller's thread. Statistics are those of the whole batch: each worker writes its own sums, all meet
 * ({@link WorkerTeam#meet}), and each then reads all sums in the order of workers. A number of threads therefore gives one
 * result, and another number gives one that differs by rounding.
 *
 * <h2>The home of each formula</h2>
 *
 * <dl>
 *   <dt>Weights to codes and scales, and the gradient by latent weights
 *   <dd>{@code WeightQuantization}
 *   <dt>Product, batch norm, residual sum and their gradients
 *   <dd>{@link ReferenceProduct} and {@link ReferenceBatchNorm}; {@link OneDnnProduct} and {@link NormalizationGradient} compute
 *       the same
 *   <dt>Activation to codes and its straight-through gradient
 *   <dd>{@link ReferenceActivation}; its range is {@code ActivationRange}'s
 *   <dt>Flips of signs
 *   <dd>{@code Hysteresis}; growth of the threshold and the size of latent weights are {@code Settlement}'s and
 *       {@code LatentScale}'s
 *   <dt>Evaluation, to the last bit of packed models
 *   <dd>{@code Folding} with the units of {@code MapScales}
 * </dl>
 */
package org.bitadapt.quant.engine;
