/**
 * What a network uses of something scarce: time, energy, memory, arithmetic, weights.
 *
 * <p>A {@link org.bitadapt.netadapt.resource.Resource} says what each layer uses; the total is the sum over the layers.
 * Amounts are for one image and the network as it is delivered: batch norm folded, dropout gone. A network of several bit
 * widths uses what its widest width uses.
 *
 * <p>The families of the package:
 *
 * <dl>
 *   <dt>What a resource is
 *   <dd>{@link Resource} is the interface, {@link ResourceKind} names it, and {@link LayerUse} is what one layer
 *       uses.
 *   <dt>Counted
 *   <dd>{@link Macs}, {@link Weights}, and {@link Memory} with {@link LiveMaps}.
 *   <dt>Modelled
 *   <dd>{@link Energy} and {@link EnergyDelay} are those of an accelerator that
 *       {@code org.bitadapt.netadapt.energy} models.
 *   <dt>Measured
 *   <dd>{@code LatencyTable} in {@code org.bitadapt.netadapt.latency} is the resource of latencies.
 * </dl>
 */
package org.bitadapt.netadapt.resource;
