package org.bitadapt.quant.onnx.reading;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The files beside a model in which its larger tensors may be. */
@FunctionalInterface
public interface Companions {

    /** No files: a tensor that is in one is refused. */
    Companions NONE = (location, offset, length) -> {
        throw new InvalidOnnxException("Invalid tensor: its numbers are in the file " + location
                + " (must be in the model itself, or the model on this machine's file system)");
    };

    /**
     * Reads a stretch of a file.
     *
     * @param location the path that the model gives, relative to the model's folder
     * @param offset the first byte
     * @param length the number of bytes
     * @return the bytes
     * @throws InvalidOnnxException if the path leads out of the model's folder, or the file is shorter
     */
    ByteBuffer read(String location, long offset, int length) throws IOException;
}
