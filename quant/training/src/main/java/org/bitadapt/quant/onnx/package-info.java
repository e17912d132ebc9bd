/**
 * From a trained parameter vector to a standard ONNX file, opset 13.
 *
 * <p>Quantized networks keep their codes: weights of sign planes are odd int8, +1 and -1 of one plane, and 8-bit
 * weights int8, behind a {@code DequantizeLinear}; each output channel's scale is with the weights (the fused form) or with the sums (the faithful
 * one). Feature maps are uint8 between {@code QuantizeLinear} and {@code DequantizeLinear}, with a {@code Clip} where their
 * codes have less than 8 bits. Batch norm is folded into scales and biases. The protocol-buffer classes are those that
 * ND4J brings.
 *
 * <p>The families of the package:
 *
 * <dl>
 *   <dt>Entry
 *   <dd>{@link OnnxExporter} writes an {@link OnnxSource} in an {@link OnnxForm}. {@link NetworkWriter} writes its
 *       steps into an {@link OnnxGraph}.
 *   <dt>Products
 *   <dd>{@link ProductWriter} is the interface. {@link FloatProducts}, {@link FusedProducts} and
 *       {@link FaithfulProducts} are the three forms, of {@link ProductWeights} and {@link BiasCodes}.
 *   <dt>Maps
 *   <dd>{@link MapValues} are the values that stand for a feature map, and {@link Quantization} is the scale of its
 *       codes. {@link ByteScales} are the scales of what is rounded to 8 bits beside narrower maps.
 * </dl>
 *
 * @see <a href="https://onnx.ai/onnx/operators/onnx__QuantizeLinear.html">QuantizeLinear</a>
 */
package org.bitadapt.quant.onnx;
