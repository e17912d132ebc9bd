/**
 * Who computes in the oneDNN engine, and on which memory: threads, slices of batches, maps and their gradients.
 *
 * <p>{@link Workers} are the threads of an engine, a {@link WorkerTeam}, with what each {@link Worker} owns. They divide a
 * batch into {@link Slice}s. A slice is all that an {@link OneDnnStep} sees of its worker: the images, the stream, the
 * {@link SliceMemory} of maps and gradients, and the place to meet. {@link GradientPlan} says which gradients share a buffer.
 * A {@link PhaseClock} counts a worker's time by phase.
 *
 * <h2>Who owns memory</h2>
 *
 * <p>A {@link Worker} owns a {@link SliceMemory} and the scratchpad of its primitives. Both are native. {@code SliceMemory} is
 * allocated once for the largest batch; the scratchpad grows while primitives are made. {@link Workers#close} frees both.
 *
 * <h2>Threads</h2>
 *
 * <p>Worker {@code k} takes the {@code k}-th slice of the batch; worker 0 is the caller's thread. Statistics are those of the
 * whole batch: each worker writes its own sums, all meet ({@link Slice#meet}), and each then reads all sums in the order of
 * workers. A number of threads therefore gives one result, and another number gives one that differs by rounding.
 */
package org.bitadapt.quant.engine.onednn.worker;
