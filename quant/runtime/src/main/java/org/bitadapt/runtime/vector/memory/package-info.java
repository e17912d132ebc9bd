/**
 * Vectors of the machine, feature maps, and the working arrays of a thread; no kernel is known here.
 *
 * <dl>
 *   <dt>Vectors
 *   <dd>{@link Lanes} is the planar form's vector: the widest of 128 to 512 bits, with as many pixels (a tile) as it has
 *       16-bit lanes. {@link Wide} is the channels-last form's vector of 512 bits, and says whether this processor looks up by it.
 *       {@link Arena} allocates arrays so that vectors keep within cache lines where the collector allows it.
 *   <dt>Feature maps
 *   <dd>{@link MapLayout} says where the numbers of a map are, in both forms. {@link FeatureMap} is a slot with its shape and
 *       layout. {@link Maps} hold the numbers of all maps of one image, and copies that a single step needs.
 *   <dt>Working arrays
 *   <dd>{@link Scratch} is all that a thread works in. {@link TileMemory} is for convolutions over planes, {@link PixelMemory} for
 *       layers of one output pixel, and {@link LookupMemory} for lookups by permutations. {@link ScratchSizes} and {@link
 *       LookupSizes} collect what the steps of a network ask for.
 * </dl>
 *
 * <p>Constructors of kernels ask for memory by length, and of each kind the largest request counts, because only one step of a
 * network is at work at a time. Requests that overflow an int throw an {@link java.lang.ArithmeticException}. A thread then
 * allocates its {@code Scratch} once; a call allocates nothing. A stage passes on to the next stage what it has computed by the
 * memory at hand: the tile and outputs at hand in {@code TileMemory}, the strip at hand in {@code LookupMemory}.
 */
package org.bitadapt.runtime.vector.memory;
