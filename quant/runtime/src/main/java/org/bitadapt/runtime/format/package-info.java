/**
 * The packed model file ({@code .bnn}, versions 1 and 2): its operations, shape inference, builder, reader and limits.
 *
 * <p>The layout is specified in {@code quant/runtime/FORMAT.md}. A {@link org.bitadapt.runtime.format.ModelFile} is a
 * validated file, and a {@link org.bitadapt.runtime.format.PackedNetwork} the network at one {@link
 * org.bitadapt.runtime.format.Width} of it: whatever holds one may trust shapes, slots, section lengths and numbers without
 * checking again. Networks of a file share its buffer.
 *
 * <p>A file of version 1 has one width, of 1-bit weights and 8-bit maps. A file of version 2 has several, or wider weights, or
 * narrower maps. Its layers store sign planes: with {@code e} planes a weight is the odd number {@code sum over k = 1..e of
 * 2^(e-k) s_k}, so that a narrower width reads the first planes of the same weights. The front of the file up to the end of a
 * chunk is a narrower model, and {@link org.bitadapt.runtime.format.ModelFile#trim} writes one without data.
 *
 * <p>The families of the package:
 *
 * <dl>
 *   <dt>What a network is
 *   <dd>{@link ModelFile} has a {@link PackedNetwork} for each {@link Width}. An {@link Operation} (a {@link Convolution} is one) writes a
 *       {@link Slot} of a {@link SlotShape} and an {@link ElementType}. {@link WeightType} says how weights are stored,
 *       {@link WeightBits} where a bit is. {@link LayerParameters} are what a layer has for each width of its own. {@link
 *       Metadata} is what a model says about itself.
 *   <dt>Writing and reading
 *   <dd>{@link PackedModelBuilder} collects operations with their {@link LayerNumbers}, and {@link ModelFileWriter} lays
 *       them out, in the lowest version that has what they need. {@link PackedNetworkReader} reads, with {@link
 *       ChunkedFileReader} for version 2; {@link InvalidModelException} says what breaks a rule. {@link SectionWriter} and
 *       {@link SectionReader} do the numbers of a section.
 *   <dt>Parts of the file
 *   <dd>{@link MetadataSection} and {@link OperationSection} are in both versions. Version 1 has a {@link Header}, and {@link
 *       SectionLengths} and {@link SectionLayout} say where its sections and weights are. Version 2 has a {@link Front} with
 *       a {@link Chunk} for each number of weight bits, and {@link ChunkLayout} says where their numbers are. Both layouts
 *       are {@link NumberPlaces} of {@link WeightSizes}; a {@link Gap} aligns what follows.
 *   <dt>Rules
 *   <dd>{@link Limits} bounds everything, {@link NumberRules} checks weights and parameters, and
 *       {@link SlotInference} derives shapes and types.
 *   <dt>What follows from it
 *   <dd>{@link Liveness} says until when a slot is needed.
 * </dl>
 */
package org.bitadapt.runtime.format;
