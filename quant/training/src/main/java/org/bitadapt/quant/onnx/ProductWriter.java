package org.bitadapt.quant.onnx;

import org.bitadapt.common.lowering.Step;

/** Writes a product, and what is fused with it, as nodes. */
@FunctionalInterface
interface ProductWriter {

    /** Reads the product's input and residual from the values of maps, and adds the product's output to the values. */
    void write(Step.Product product, ProductWeights weights);
}
