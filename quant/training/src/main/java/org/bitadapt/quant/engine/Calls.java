package org.bitadapt.quant.engine;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.quant.engine.parameter.ParameterLayout;

/** Checks the arguments of {@link TrainingEngine}'s methods. */
record Calls(LoweredNetwork network, ParameterLayout layout, int maximumBatch) {

    void check(FloatBuffer parameters, ByteBuffer pixels, int images, FloatBuffer scores) {
        if (images < 1 || images > maximumBatch) {
            throw new IllegalArgumentException(
                    "Invalid number of images: " + images + " (must be 1 to " + maximumBatch + ")");
        }
        checkVector("parameters", parameters);
        checkLength("pixels", pixels, (long) images * network.spec().input().size());
        checkScores("scores", scores, images);
    }

    void checkVector(String what, FloatBuffer vector) {
        checkLength(what, vector, layout.size());
    }

    void checkScores(String what, FloatBuffer scores, int images) {
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
