package org.bitadapt.quant.engine.reference;

import java.nio.FloatBuffer;
import org.bitadapt.quant.engine.quantization.MapScales;

/** A step of a network, executed by its definition. */
interface ReferenceStep {

    /** The arguments that the steps of one call share. */
    record Pass(FloatBuffer parameters, int images, long seed) {}

    /** Computes the output map with running statistics. */
    void evaluate(Pass pass, MapScales scales);

    /** Computes the output map of a training step and keeps what the backward pass needs. */
    void forward(Pass pass);

    /** Adds to the gradient of the input map and writes the gradients of the step's own parameters. */
    void backward(Pass pass, FloatBuffer gradient);
}
