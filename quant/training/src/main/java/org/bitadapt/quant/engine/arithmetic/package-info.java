/**
 * What both training engines compute by, so that they give the same numbers.
 *
 * <p>{@link ConvolutionShape} is the geometry of a sliding window. {@link DoubleConvolution} sums over that window in double,
 * with its gradients. {@link DropoutMask} says which values dropout keeps.
 *
 * <p>All memory is on the heap. Arrays belong to the caller, and nothing is kept from one call to the next.
 */
package org.bitadapt.quant.engine.arithmetic;
