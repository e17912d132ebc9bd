package org.bitadapt.quant.engine.onednn.worker;

import java.nio.FloatBuffer;
import org.bitadapt.quant.engine.quantization.MapScales;

/** A step of a network, executed by one worker on its slice of a batch. */
public interface OneDnnStep {

    /**
     * The arguments that the steps of one call share.
     *
     * @param seed the seed of dropout
     * @param firstImage the number of the slice's first image in the batch
     */
    record Pass(FloatBuffer parameters, long seed, int firstImage) {}

    /** Computes the output map with running statistics. */
    void evaluate(Pass pass, MapScales scales);

    /** Computes the output map of a training step. */
    void forward(Pass pass);

    /** Writes the gradient of the input map, and gradients of the step's own parameters. */
    void backward(Pass pass, FloatBuffer gradient);
}
