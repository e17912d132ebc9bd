package org.bitadapt.quant.onnx.reading;

import java.util.Optional;

/**
 * The numbers of a convolution or linear layer, and of the batch norm behind it.
 *
 * @param weights {@code [output][input][y][x]}; may be shared by layers
 * @param bias one constant per output; empty where the layer has none
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never compared
record Weights(int outputs, float[] weights, Optional<double[]> bias, Optional<Norm> norm) {

    Weights withBias(double[] constants) {
        return new Weights(outputs, weights, Optional.of(constants), norm);
    }

    Weights withNorm(Norm behind) {
        return new Weights(outputs, weights, bias, Optional.of(behind));
    }

    Weights withWeights(float[] others) {
        return new Weights(outputs, others, bias, norm);
    }

    /** These weights without a bias: a batch norm adds it, which is made if there is none. */
    Weights normalized() {
        double[] constants = bias.orElseGet(() -> new double[outputs]);
        Norm behind = norm.map(given -> given.taking(constants)).orElseGet(() -> Norm.adding(constants));
        return new Weights(outputs, weights, Optional.empty(), Optional.of(behind));
    }

    /** These weights with the batch norm multiplied in: a bias, and no batch norm. */
    Weights folded() {
        if (norm.isEmpty()) {
            return this;
        }
        double[] constants = bias.orElseGet(() -> new double[outputs]);
        double[] shifts = norm.get().taking(constants).shift();
        float[] scaled = new float[weights.length];
        int perOutput = weights.length / outputs;
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (weights[i] * norm.get().gain()[i / perOutput]);
        }
        return new Weights(outputs, scaled, Optional.of(shifts), Optional.empty());
    }
}
