package org.bitadapt.quant.onnx;

/** The form in which a quantized network is written; networks in floating point have one form. */
public enum OnnxForm {
    /**
     * The training graph's own arithmetic: sums of products in whole numbers, one multiplication and one addition a
     * channel in floating point, the residual added, one rounding. The form gives the codes that the packed model
     * gives, to the last bit.
     */
    FAITHFUL,
    /**
     * Every product and every sum between quantized maps, biases as int32. ONNX Runtime computes this form wholly in 8
     * bits and fastest. Residual branches are rounded once more and biases to whole products, so scores differ from the
     * training graph's as they do after post-training quantization.
     */
    FUSED
}
