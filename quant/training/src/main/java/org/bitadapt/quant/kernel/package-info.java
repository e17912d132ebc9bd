/**
 * What a training engine does to feature maps besides products: statistics, normalization, rounding, their gradients.
 *
 * <p>{@link org.bitadapt.quant.kernel.ElementwiseKernels} has a plain implementation and one on the JDK's Vector API, chosen
 * when the class is loaded. Maps are channels-last and lie in direct buffers in native byte order; codes are unsigned
 * bytes. Positions count elements, not bytes.
 */
package org.bitadapt.quant.kernel;
