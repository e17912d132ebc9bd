package org.bitadapt.quant.onnx.reading;

/** A file that is no ONNX network, is damaged, or has what BitAdapt's networks cannot express. */
public final class InvalidOnnxException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /**
     * @param message what is wrong and where; several nodes have a line each
     */
    public InvalidOnnxException(String message) {
        super(message);
    }

    /** An error with its cause. */
    public InvalidOnnxException(String message, Throwable cause) {
        super(message, cause);
    }
}
