/**
 * Kernels over maps with the channels last: the channels of a pixel lie together, and a vector of 512 bits holds channels.
 *
 * <ul>
 *   <li>{@link ChannelsLastFloatConvolution} computes the convolution over the image, in exact floats.
 *   <li>{@link ChannelsLastMaxPooling} takes the largest code of a window.
 *   <li>{@link ChannelsLastRequantization} writes the outputs of convolutions: scale, offset, residual, clamp, rounding.
 * </ul>
 *
 * <p>The package {@code lookup} has the convolutions with 1-bit weights. The form {@code ChannelsLastForm} chooses among the
 * kernels. These work in the {@link org.bitadapt.runtime.vector.memory.LookupMemory} of the thread; {@code
 * ChannelsLastFloatConvolution} also copies the image into planes of the image's {@link
 * org.bitadapt.runtime.vector.memory.Maps}.
 */
package org.bitadapt.runtime.vector.channel;
