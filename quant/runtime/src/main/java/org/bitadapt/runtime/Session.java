package org.bitadapt.runtime;

import java.util.function.Supplier;
import org.bitadapt.runtime.engine.Inference;
import org.bitadapt.runtime.engine.OperationListener;

/**
 * Runs a model on images. For one caller at a time; open one per thread.
 *
 * <p>A session with {@link EngineChoice#AUTO} gives its first results on the reference engine, which needs no warm-up,
 * and moves to the vector engine, between two images, once a thread in the background has warmed that up; a call with
 * many images left waits for that. The results are the same bits. {@link #warmUp} waits for it, for those who measure.
 *
 * <p>Once warm, a call allocates nothing, but for the first one of more images than any before it, which may. With
 * several threads a call of few images shares the layers of each (least time for an image), one of many shares the images
 * (most images a second).
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
     * The engine that runs the model, once it is warm: on {@link EngineChoice#AUTO} the vector engine, or, from when the
     * warm-up has failed, the reference engine, with the cause in the log.
     *
     * @return its name for reports
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
     * @param images how many
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
     * @param images how many
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
     * Waits until the session runs on the engine that {@link #engineName} tells, at its full speed; seconds in a fresh
     * JVM. Later calls of many images may still be slower, and allocate, the first time.
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

    /** Ends the session's threads and returns once they have ended; it cannot run afterwards. Again, it does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            inference.close();
        }
    }
}
