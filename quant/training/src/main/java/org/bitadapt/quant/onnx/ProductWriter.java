package org.bitadapt.quant.onnx;

import org.bitadapt.common.lowering.Step;

/** Writes a product, and what is fused with it, as nodes. */
@FunctionalInterface
interface ProductWriter {

    /** Reads the product's input, and its residual, from the values; adds its output to them. */
    void write(Step.Product product, ProductWeights weights);
}
