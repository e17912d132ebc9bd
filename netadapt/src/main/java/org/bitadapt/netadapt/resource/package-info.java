/**
 * What a network uses of something scarce: time, energy, memory, arithmetic, weights.
 *
 * <p>A {@link org.bitadapt.netadapt.resource.Resource} says what each layer uses; the total is the sum over the layers.
 * Amounts are for one image and the network as it is delivered: batch norm folded, dropout gone.
 */
package org.bitadapt.netadapt.resource;
