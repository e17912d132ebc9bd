/**
 * The training engine whose products run on oneDNN, with workers that each take a slice of the batch.
 *
 * <p>{@link OneDnnEngine} binds a {@link BatchProgram} for each number of images, and keeps it. A program has a step for every
 * step of the network and every slice. {@code BatchProgram.bind} chooses the class of a step by the type of the
 * {@link org.bitadapt.common.lowering.Step}:
 *
 * <ul>
 *   <li>A product is an {@code OneDnnProduct}, which {@link org.bitadapt.quant.engine.onednn.product} makes. That room also
 *       chooses the numbers in which a product is multiplied.
 *   <li>{@link OneDnnMaxPooling}, {@link OneDnnAverage} and {@link OneDnnDropout} are the other steps. They do not call
 *       oneDNN.
 * </ul>
 *
 * <p>{@code KernelChoice} in {@link org.bitadapt.quant.kernel} takes passes over maps on the Vector API where the module
 * {@code jdk.incubator.vector} is, and plain Java elsewhere.
 *
 * <p>{@link org.bitadapt.quant.engine.onednn.worker} has the threads, what each thread owns, and the interface of a step.
 *
 * <h2>Who owns memory</h2>
 *
 * <ul>
 *   <li>Workers own maps, gradients of maps and scratchpads. Shared products own prepared weights and the workers' gradients
 *       by weights. All of this is native, and the packages say when it is allocated.
 *   <li>A {@link BatchProgram} owns primitives, which are bound to the memory above, and no native buffers.
 *   <li>{@link OneDnnEngine#close} ends the threads and frees everything.
 * </ul>
 */
package org.bitadapt.quant.engine.onednn;
