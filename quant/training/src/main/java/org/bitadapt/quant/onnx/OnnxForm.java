package org.bitadapt.quant.onnx;

/** How a quantized network is written; networks in floating point have one form. */
public enum OnnxForm {
    /**
     * The training graph's own arithmetic: sums of products in whole numbers, one multiplication and one addition a
     * channel in floating point, the residual added, one rounding. Gives the codes that the packed model gives, to the
     * last bit.
     */
    FAITHFUL,
    /**
     * Every product and every sum between quantized maps, biases as int32: what ONNX Runtime computes wholly in 8 bits,
     * its fastest form. Residual branches are rounded once more and biases to whole products, so scores differ from the
     * training graph's as they do after post-training quantization.
     */
    FUSED
}
