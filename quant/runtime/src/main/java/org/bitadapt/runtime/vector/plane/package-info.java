/**
 * Kernels over planes: each channel of a map is a plane of pixels, and a vector holds pixels of one channel.
 *
 * <dl>
 *   <dt>Exact products in floats: convolutions with 8-bit weights, or over the image
 *   <dd>{@link FloatConvolution} is the kernel. {@link WindowColumns} is where its inputs come from: {@link ShiftedWindow} reads
 *       shifted planes, {@link GatheredWindow} gathers pixel by pixel.
 *   <dt>How convolutions find their inputs
 *   <dd>{@link ShiftGrid} describes a convolution as sums of shifted planes and says whether that suits it ({@link
 *       ShiftGrid#suits}). {@link ShiftedPlanes} are those planes: the input's own, or copies of every second (third ...) pixel.
 *       {@link Windows} lays out the windows of a tile where planes do not suit.
 *   <dt>Pooling
 *   <dd>{@link MaxPooling} takes the largest code of a window.
 *   <dt>Output
 *   <dd>{@link Requantization} takes the sums of a tile to codes or floats: scale, offset, residual, clamp, rounding.
 * </dl>
 *
 * <p>The package {@code table} has the convolutions with 1-bit weights. The form {@code PlanarForm} chooses between the two;
 * {@code FloatConvolution} itself chooses where its inputs come from.
 *
 * <p>Kernels work in {@link org.bitadapt.runtime.vector.memory.TileMemory}, which belongs to the thread. Copied planes belong to
 * the image's {@link org.bitadapt.runtime.vector.memory.Maps}; a single step writes them, so that zeros around them stay zeros.
 */
package org.bitadapt.runtime.vector.plane;
