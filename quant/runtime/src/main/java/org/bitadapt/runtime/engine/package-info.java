/**
 * How networks run: what an engine is, how feature maps share memory, and the reference engine in plain Java.
 *
 * <p>All engines give the same bits: sums are exact integers, and requantization is two float roundings in a fixed order
 * (see {@link org.bitadapt.runtime.format.Convolution}).
 *
 * <p>The families of the package:
 *
 * <dl>
 *   <dt>What an engine is
 *   <dd>An {@link Engine} prepares a {@link PreparedNetwork}, which opens an {@link Inference}. An
 *       {@link OperationListener} hears when operations end. {@link BufferPlan} says which slots share memory, for every
 *       engine.
 *   <dt>The reference engine
 *   <dd>{@link ReferenceEngine}, {@link ReferenceInference} and {@link ReferenceConvolution}.
 *   <dt>Warm-up
 *   <dd>{@link WarmingNetwork} and {@link WarmingInference} run on one engine until a better one is warm.
 *       {@link WarmUp} warms it on a thread of its own, and {@link SteadySpeed} says when it is.
 * </dl>
 */
package org.bitadapt.runtime.engine;
