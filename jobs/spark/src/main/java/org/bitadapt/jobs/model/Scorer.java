package org.bitadapt.jobs.model;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Gives images their class scores; one task at a time uses a scorer. */
public interface Scorer extends AutoCloseable {

    /** The most images in one call. */
    int maximumBatch();

    /**
     * Scores a batch.
     *
     * @param pixels the input, {@code [image][y][x][channel]}, unsigned 8 bit, direct, from position 0
     * @param images the number of images, 1 to {@link #maximumBatch}
     * @param scores the output, {@code [image][class]}, before the softmax, direct
     */
    void score(ByteBuffer pixels, int images, FloatBuffer scores);

    @Override
    void close();

    /** Opens scorers where tasks run; a source travels to the executors. */
    @FunctionalInterface
    interface Source extends Serializable {

        /** Opens a scorer for one task. */
        Scorer open();
    }
}
