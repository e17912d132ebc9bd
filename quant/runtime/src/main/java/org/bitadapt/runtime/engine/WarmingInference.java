package org.bitadapt.runtime.engine;

import java.util.concurrent.TimeUnit;
import org.bitadapt.runtime.format.PackedNetwork;

/** Runs image by image on the first engine until the better one is warm. */
final class WarmingInference implements Inference {
    /**
     * About the time of a warm-up: images that would take longer on the first engine wait for the better engine instead
     * of slowing its warm-up.
     */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final WarmUp warmUp;
    private final int threads;
    /** The pixels of one image of a call. */
    private final byte[] onePixels;

    private final float[] oneLogits;
    private Inference current;
    private boolean moved;

    /** Begins on an inference of the first engine. */
    WarmingInference(PackedNetwork network, Inference first, WarmUp warmUp, int threads) {
        this.warmUp = warmUp;
        this.threads = threads;
        onePixels = new byte[network.input().shape().elements()];
        oneLogits = new float[network.classes()];
        current = first;
    }

    @Override
    public void run(byte[] pixels, int images, float[] logits, OperationListener listener) {
        if (moves()) {
            current.run(pixels, images, logits, listener);
            return;
        }
        for (int image = 0; image < images; image++) {
            long nanos = runOne(pixels, image, logits, listener);
            if (!moves() && nanos * (images - image - 1) > PATIENCE_NANOS) {
                awaitBetter();
            }
        }
    }

    /** The inference of the engine in use. */
    Inference current() {
        return current;
    }

    private long runOne(byte[] pixels, int image, float[] logits, OperationListener listener) {
        System.arraycopy(pixels, image * onePixels.length, onePixels, 0, onePixels.length);
        long start = System.nanoTime();
        current.run(onePixels, 1, oneLogits, listener);
        long nanos = System.nanoTime() - start;
        System.arraycopy(oneLogits, 0, logits, image * oneLogits.length, oneLogits.length);
        if (!moved) {
            warmUp.note(nanos);
            warmUp.start();
        }
        return nanos;
    }

    /** Moves to the better engine if that engine is warm; returns whether this inference has moved. */
    private boolean moves() {
        if (!moved && warmUp.isDone()) {
            move();
        }
        return moved;
    }

    private void move() {
        Inference next = warmUp.outcome().open(threads);
        current.close();
        current = next;
        moved = true;
    }

    @Override
    public void warmUp() {
        awaitBetter();
        // The inference may have moved as soon as the better engine was no slower, before it reached full speed.
        current.warmUp();
    }

    private void awaitBetter() {
        warmUp.start();
        warmUp.outcome();
        moves();
    }

    @Override
    public void close() {
        current.close();
    }
}
