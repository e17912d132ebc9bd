package org.bitadapt.quant.onnx.reading;

/** A node that no layer expresses; all such nodes of a file are reported together. */
final class UnsupportedNodeException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String remedy;

    /**
     * @param what what the node has that no layer expresses, behind the node's operator and name
     * @param remedy what would do instead; empty if {@code what} says it
     */
    UnsupportedNodeException(String what, String remedy) {
        super(what, null, false, false);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
