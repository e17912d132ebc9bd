package org.bitadapt.quant.onnx.reading;

/** Translates the nodes of one operator. */
@FunctionalInterface
interface Operator {

    /**
     * Adds layers to the draft, if need be.
     *
     * @return what the node's first output stands for
     * @throws UnsupportedNodeException if no layer does what the node does
     */
    Value translate(Operation operation);
}
