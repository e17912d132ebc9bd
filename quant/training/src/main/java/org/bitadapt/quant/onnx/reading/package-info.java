/**
 * From an ONNX file of float32 to a network of ours with its parameters.
 *
 * <p>Files are read as data that anybody may have made. Memory is bounded by the file's length, and the only exception that a
 * file causes is {@link org.bitadapt.quant.onnx.reading.InvalidOnnxException}.
 *
 * <p>The families of the package:
 *
 * <dl>
 *   <dt>Entry
 *   <dd>{@link OnnxImporter} reads an {@link ImportedNetwork}. {@link InputNormalization} says how pixels became the
 *       network's input.
 *   <dt>Files
 *   <dd>{@link OnnxFile} parses, after a {@link StructureScan}. {@link Constants} are its {@link Tensor}s, some of them in
 *       {@link Companions}. {@link Operations} are the nodes, in order and without rings. {@link InputImage} is the input.
 *   <dt>Translation
 *   <dd>{@link Translation} walks the nodes. An {@link Operator} turns a node into layers of the {@link Draft}:
 *       {@link ProductOperators}, {@link ChannelOperators}, {@link MapOperators} and {@link ShapeOperators}. A name of the
 *       file stands for a {@link Value}, most often a {@link MapValue}.
 *   <dt>Form
 *   <dd>{@link Assembly} orders {@link Layers} as engines execute them, and puts batch norms back. {@link ImageFolding}
 *       brings the image to our normalization. {@link Weights} and {@link Norm} are numbers of layers, which
 *       {@link ParameterVector} lays out.
 *   <dt>Statistics
 *   <dd>{@link StatisticsNetwork} measures the batch norms that were put back.
 * </dl>
 *
 * <p>Steps keep the function: scores differ from the file's by the rounding of float32 only.
 *
 * @see <a href="https://onnx.ai/onnx/operators/">ONNX operators</a>
 */
package org.bitadapt.quant.onnx.reading;
