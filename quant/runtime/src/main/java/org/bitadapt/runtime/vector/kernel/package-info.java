/**
 * What a kernel is, and what it is given; the kernels are in packages beside this one.
 *
 * <ul>
 *   <li>A {@link KernelCall} is an operation or a part of one, ready to run a {@link Share} of its work on one image. A {@link
 *       Stage} is a part of such a step that is compiled by itself, for one tile of pixels or one block of weights.
 *   <li>{@link Layer} is a convolution with the feature maps around it, and {@link Pooling} a maximum pooling with them. The
 *       caller makes them; kernels take shapes and layouts from there.
 *   <li>{@link Rounding} turns floats into codes, for the output of both forms.
 * </ul>
 *
 * <p>Nothing here owns memory: maps and working arrays are handed to each call, see {@link
 * org.bitadapt.runtime.vector.memory}.
 */
package org.bitadapt.runtime.vector.kernel;
