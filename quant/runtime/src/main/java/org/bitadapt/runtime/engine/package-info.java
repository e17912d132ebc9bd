/**
 * How networks run: what an engine is, how feature maps share memory, and the reference engine in plain Java.
 *
 * <p>All engines give the same bits: sums are exact integers, and requantization is two float roundings in a fixed order
 * (see {@link org.bitadapt.runtime.format.Convolution}).
 */
package org.bitadapt.runtime.engine;
