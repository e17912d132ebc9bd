package org.bitadapt.runtime.engine;

/** The working memory of a network: feature maps, scratch, threads. For one caller at a time. */
public interface Inference extends AutoCloseable {
    /**
     * Runs images. Allocates nothing once it is warm and has seen a call with as many images.
     *
     * @param pixels images one after the other, unsigned, each height x width x channels
     * @param images how many
     * @param logits receives images x classes
     * @param listener told after each operation
     */
    void run(byte[] pixels, int images, float[] logits, OperationListener listener);

    /** Waits until the inference is as fast as it gets; some are from the start. */
    default void warmUp() {}

    /** Ends the threads and returns once they have ended. */
    @Override
    void close();
}
