package org.bitadapt.jobs.model;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Gives images their class scores; used by one task at a time. */
public interface Scorer extends AutoCloseable {

    /** The most images in one call. */
    int maximumBatch();

    /**
     * Scores a batch.
     *
     * @param pixels {@code [image][y][x][channel]}, unsigned 8 bit, direct, from position 0
     * @param images 1 to {@link #maximumBatch}
     * @param scores output {@code [image][class]}, before the softmax, direct
     */
    void score(ByteBuffer pixels, int images, FloatBuffer scores);

    @Override
    void close();

    /** Opens scorers where tasks run; travels to the executors. */
    @FunctionalInterface
    interface Source extends Serializable {

        /** A scorer for one task. */
        Scorer open();
    }
}
