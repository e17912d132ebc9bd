/**
 * The packed model file ({@code .bnn}, version 1): its operations, shape inference, builder, reader and limits.
 *
 * <p>The layout is specified in {@code quant/runtime/FORMAT.md}. A {@link org.bitadapt.runtime.format.PackedNetwork} is
 * a validated file: whatever holds one may trust shapes, slots, section lengths and numbers without checking again.
 *
 * <p>The families of the package:
 *
 * <dl>
 *   <dt>What a network is
 *   <dd>{@link PackedNetwork} is a validated file. An {@link Operation} (a {@link Convolution} is one) writes a
 *       {@link Slot} of a {@link SlotShape} and an {@link ElementType}. {@link WeightType} says how weights are stored,
 *       {@link WeightBits} where a bit is. {@link Metadata} is what a model says about itself.
 *   <dt>Writing and reading
 *   <dd>{@link PackedModelBuilder} writes, {@link PackedNetworkReader} reads; {@link InvalidModelException} says
 *       what breaks a rule. {@link SectionWriter} and {@link SectionReader} do the numbers of a section.
 *   <dt>Parts of the file
 *   <dd>{@link Header}, {@link MetadataSection} and {@link OperationSection}. {@link SectionLengths} and
 *       {@link SectionLayout} say where they and the weights are.
 *   <dt>Rules
 *   <dd>{@link Limits} bounds everything, {@link NumberRules} checks weights and parameters, and
 *       {@link SlotInference} derives shapes and types.
 *   <dt>What follows from it
 *   <dd>{@link Liveness} says until when a slot is needed.
 * </dl>
 */
package org.bitadapt.runtime.format;
