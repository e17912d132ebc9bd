/**
 * The training engine in plain Java, on one thread. It computes every step by its definition, and the fast engine is compared
 * with it.
 *
 * <p>{@link ReferenceTrainingEngine} runs {@link ReferenceStep}s over {@link ReferenceMap}s. Its private method {@code step}
 * chooses the class of a step by the type of the {@link org.bitadapt.common.lowering.Step}:
 *
 * <ul>
 *   <li>{@link ReferenceProduct} is a convolution or linear layer with what follows it. Its sums are
 *       {@link org.bitadapt.quant.engine.arithmetic.DoubleConvolution}'s. {@link ReferenceBatchNorm} normalizes them in
 *       training, and {@link ReferenceActivation} makes values or codes of them.
 *   <li>{@link ReferenceMaxPooling}, {@link ReferenceAverage} and {@link ReferenceDropout} are the other steps.
 * </ul>
 *
 * <p>Sums are in double and rounded to float once. The engine owns its maps, on the heap, for the largest batch; there is
 * nothing to free.
 */
package org.bitadapt.quant.engine.reference;
