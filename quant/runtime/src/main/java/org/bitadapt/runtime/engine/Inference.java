package org.bitadapt.runtime.engine;

/** The working memory of a network: feature maps, scratch memory, threads. An inference serves one caller at a time. */
public interface Inference extends AutoCloseable {
    /**
     * Runs images. A call allocates nothing once the inference is warm and has seen a call with as many images.
     *
     * @param pixels images one after the other, unsigned, each height x width x channels
     * @param images the number of images
     * @param logits receives images x classes numbers
     * @param listener is told after each operation
     */
    void run(byte[] pixels, int images, float[] logits, OperationListener listener);

    /** Waits until the inference is as fast as it gets; some inferences need no wait. */
    default void warmUp() {}

    /** Ends the threads and returns once they have ended. */
    @Override
    void close();
}
