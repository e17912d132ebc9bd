package org.bitadapt.runtime;

import java.util.function.Supplier;
import org.bitadapt.runtime.engine.Inference;
import org.bitadapt.runtime.engine.OperationListener;

/**
 * Runs a model on images. A session serves one caller at a time; open one session per thread.
 *
 * <p>A session with {@link EngineChoice#AUTO} gives its first results on the reference engine, which needs no warm-up,
 * and moves to the vector engine, between two images, once a thread in the background has warmed the vector engine up.
 * A call with many images left waits for the vector engine. Both engines give the same bits. {@link #warmUp} waits for
 * the move, for those who measure.
 *
 * <p>Once a session is warm, a call allocates nothing, unless it has more images than any call before it. With several
 * threads, a call of few images shares the layers of each image (least time for an image), and a call of many shares
 * the images (most images a second).
 */
public final class Session implements AutoCloseable {
    private final PackedModel model;
    private final Supplier<String> engineName;
    private final Inference inference;
    private boolean closed;

    Session(PackedModel model, Supplier<String> engineName, Inference inference) {
        this.model = model;
        this.engineName = engineName;
        this.inference = inference;
    }

    /**
     * The engine that runs the model, once the session is warm. On {@link EngineChoice#AUTO} it is the vector engine,
     * or, once the warm-up has failed, the reference engine, with the cause in the log.
     *
     * @return the engine's name for reports
     */
    public String engineName() {
        return engineName.get();
    }

    /**
     * Runs one image.
     *
     * @param pixels unsigned bytes, height x width x channels, rows first
     * @param logits receives one number per class
     * @throws IllegalArgumentException if an array is too short
     * @throws IllegalStateException if the session is closed
     */
    public void run(byte[] pixels, float[] logits) {
        run(pixels, 1, logits, OperationListener.NONE);
    }

    /**
     * Runs several images.
     *
     * @param pixels the images one after the other
     * @param images the number of images
     * @param logits receives images x classes numbers
     * @throws IllegalArgumentException if an array is too short
     * @throws IllegalStateException if the session is closed
     */
    public void run(byte[] pixels, int images, float[] logits) {
        run(pixels, images, logits, OperationListener.NONE);
    }

    /**
     * Runs several images and tells when each operation is done.
     *
     * @param pixels the images one after the other
     * @param images the number of images
     * @param logits receives images x classes numbers
     * @param listener called on the caller's thread after each operation
     * @throws IllegalArgumentException if an array is too short
     * @throws IllegalStateException if the session is closed
     */
    public void run(byte[] pixels, int images, float[] logits, OperationListener listener) {
        requireOpen();
        requireRoom("images", images, 1);
        requireRoom("pixels", pixels.length, (long) images * model.inputShape().elements());
        requireRoom("logits", logits.length, (long) images * model.classes());
        inference.run(pixels, images, logits, listener);
    }

    private static void requireRoom(String what, int actual, long needed) {
        if (actual < needed) {
            throw new IllegalArgumentException(
                    "Invalid number of " + what + ": " + actual + " (must be at least " + needed + ")");
        }
    }

    /**
     * Waits until the session runs on the engine that {@link #engineName} tells, at full speed, which takes seconds in
     * a fresh JVM. Later calls of many images may still be slower, and allocate, the first time.
     *
     * @throws IllegalStateException if the session is closed
     */
    public void warmUp() {
        requireOpen();
        inference.warmUp();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("Invalid use of a session: closed (must be open)");
        }
    }

    /**
     * Ends the session's threads and returns once they have ended; the session cannot run afterwards. A second call
     * does nothing.
     */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            inference.close();
        }
    }
}
