/**
 * Kernels whose output is one pixel, over maps of either form: linear layers and the global sum.
 *
 * <dl>
 *   <dt>Linear layers: convolutions of one output pixel
 *   <dd>{@link LinearKernels} chooses among the kernels. {@link TableLinear} looks up sums of eight inputs in memory, {@link
 *       LookupLinear} sums of six inputs in registers, {@link BitCountLinear} counts bits, and {@link IntegerLinear} multiplies
 *       integers. {@link PixelWindow} lays out the input for all of them, and {@link PixelRequantization} takes their sums to
 *       codes or floats.
 *   <dt>The global sum
 *   <dd>{@link GlobalSumming} adds up the codes of a channel.
 * </dl>
 *
 * <p>Linear layers work in the {@link org.bitadapt.runtime.vector.memory.PixelMemory} of the thread, and {@code LookupLinear} also in
 * its {@link org.bitadapt.runtime.vector.memory.LookupMemory}. Weights belong to the kernels, which all sessions share.
 */
package org.bitadapt.runtime.vector.pixel;
