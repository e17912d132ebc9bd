package org.bitadapt.quant.engine.contract;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.quant.engine.parameter.ParameterLayout;

/**
 * Checks the arguments of {@link TrainingEngine}'s methods, with the same messages for all engines.
 *
 * @param network the network of the engine
 * @param layout where the network keeps its parameters
 * @param maximumBatch the most images in one call, at least 1
 */
public record Calls(LoweredNetwork network, ParameterLayout layout, int maximumBatch) {

    /**
     * Checks the arguments of a forward pass or an evaluation.
     *
     * @throws IllegalArgumentException if there are too few or too many images, or a buffer is on the heap or too short
     */
    public void check(FloatBuffer parameters, ByteBuffer pixels, int images, FloatBuffer scores) {
        if (images < 1 || images > maximumBatch) {
            throw new IllegalArgumentException(
                    "Invalid number of images: " + images + " (must be 1 to " + maximumBatch + ")");
        }
        checkVector("parameters", parameters);
        checkLength("pixels", pixels, (long) images * network.spec().input().size());
        checkScores("scores", scores, images);
    }

    /**
     * Checks a vector that is laid out as the parameters.
     *
     * @param what the vector's name in the message
     * @throws IllegalArgumentException if the vector is on the heap or too short
     */
    public void checkVector(String what, FloatBuffer vector) {
        checkLength(what, vector, layout.size());
    }

    /**
     * Checks scores {@code [image][class]} or their gradient.
     *
     * @param what the name of the scores in the message
     * @throws IllegalArgumentException if the buffer is on the heap or too short
     */
    public void checkScores(String what, FloatBuffer scores, int images) {
        checkLength(what, scores, (long) images * network.output().shape().channels());
    }

    private static void checkLength(String what, Buffer buffer, long least) {
        if (!buffer.isDirect()) {
            throw new IllegalArgumentException("Invalid " + what + ": a buffer on the heap (must be direct)");
        }
        if (buffer.capacity() < least) {
            throw new IllegalArgumentException(
                    "Invalid " + what + ": " + buffer.capacity() + " elements (must be at least " + least + ")");
        }
    }
}
