/**
 * From a trained parameter vector to a standard ONNX file, opset 13.
 *
 * <p>Quantized networks keep their codes: 1-bit weights are int8 +1 and -1 and 8-bit weights int8, behind a
 * {@code DequantizeLinear}; each output channel's scale is with the weights (the fused form) or with the sums (the faithful
 * one). Feature maps are uint8 between {@code QuantizeLinear} and {@code DequantizeLinear}. Batch norm is folded into scales and biases. The protocol-buffer classes are those that ND4J
 * brings.
 *
 * @see <a href="https://onnx.ai/onnx/operators/onnx__QuantizeLinear.html">QuantizeLinear</a>
 */
package org.bitadapt.quant.onnx;
