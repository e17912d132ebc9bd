package org.bitadapt.runtime;

import java.util.ArrayList;
import java.util.List;
import org.bitadapt.runtime.engine.Inference;
import org.bitadapt.runtime.engine.OperationListener;
import org.bitadapt.runtime.engine.PreparedNetwork;
import org.bitadapt.runtime.format.Width;

/**
 * Runs a model on images. A session serves one caller at a time; open one session per thread.
 *
 * <p>A session of a model with several widths begins at the widest, and {@link #use(Width)} changes the width between two
 * calls. All widths are ready from the beginning.
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
    /** The widths of the session, ascending; forms and inferences are in the same order. */
    private final List<Width> widths;

    private final List<PreparedNetwork> forms;
    private final List<Inference> inferences = new ArrayList<>();
    private int current;
    private boolean closed;

    Session(PackedModel model, List<Width> widths, List<PreparedNetwork> forms, int threads) {
        this.model = model;
        this.widths = widths;
        this.forms = forms;
        current = widths.size() - 1;
        open(threads);
    }

    /** Opens all forms; ends the threads of those that are open if one cannot be opened. */
    private void open(int threads) {
        boolean isWhole = false;
        try {
            for (PreparedNetwork form : forms) {
                int last = inferences.size() - 1;
                inferences.add(last < 0 ? form.open(threads) : form.open(threads, inferences.get(last)));
            }
            isWhole = true;
        } finally {
            if (!isWhole) {
                inferences.forEach(Inference::close);
            }
        }
    }

    /**
     * The widths at which the session can run.
     *
     * @return at least one width, ascending
     */
    public List<Width> widths() {
        return widths;
    }

    /**
     * The width at which the next call runs.
     *
     * @return the widest of {@link #widths} until {@link #use(Width)} was called
     */
    public Width width() {
        return widths.get(current);
    }

    /**
     * Runs the calls that follow at another width, without loading or allocating anything.
     *
     * @param width one of {@link #widths}
     * @throws IllegalArgumentException if the session does not have the width
     * @throws IllegalStateException if the session is closed
     */
    public void use(Width width) {
        requireOpen();
        int index = widths.indexOf(width);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "Invalid width: " + width + " (must be one of the session's widths " + Width.words(widths) + ")");
        }
        current = index;
    }

    /**
     * Runs the calls that follow with weights of other bits, and with the most bits of maps that the session has for
     * these weights.
     *
     * @param weightBits the weight bits of one of {@link #widths}
     * @throws IllegalArgumentException if the session does not have the width
     * @throws IllegalStateException if the session is closed
     */
    public void use(int weightBits) {
        requireOpen();
        for (int i = widths.size() - 1; i >= 0; i--) {
            if (widths.get(i).weights() == weightBits) {
                current = i;
                return;
            }
        }
        throw new IllegalArgumentException("Invalid width: " + weightBits
                + " bits of weights (must be one of the session's widths " + Width.words(widths) + ")");
    }

    /**
     * The engine that runs the model, once the session is warm. On {@link EngineChoice#AUTO} it is the vector engine,
     * or, once the warm-up has failed, the reference engine, with the cause in the log.
     *
     * @return the engine's name for reports
     */
    public String engineName() {
        return forms.get(current).engineName();
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
        inferences.get(current).run(pixels, images, logits, listener);
    }

    private static void requireRoom(String what, int actual, long needed) {
        if (actual < needed) {
            throw new IllegalArgumentException(
                    "Invalid number of " + what + ": " + actual + " (must be at least " + needed + ")");
        }
    }

    /**
     * Waits until the session runs on the engine that {@link #engineName} tells, at full speed and at each width, which
     * takes seconds in a fresh JVM. Later calls of many images may still be slower, and allocate, the first time.
     *
     * @throws IllegalStateException if the session is closed
     */
    public void warmUp() {
        requireOpen();
        inferences.forEach(Inference::warmUp);
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
            inferences.forEach(Inference::close);
        }
    }
}
