package org.bitadapt.quant.onnx.reading;

/** What a graph does with the class scores at its end; a network ends with the scores. */
public enum Ending {
    /** Nothing. */
    SCORES,
    /** The scores become probabilities. */
    SOFTMAX,
    /** The scores become logarithms of probabilities. */
    LOG_SOFTMAX
}
