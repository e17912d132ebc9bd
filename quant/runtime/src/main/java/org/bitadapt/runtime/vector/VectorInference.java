package org.bitadapt.runtime.vector;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bitadapt.runtime.engine.Inference;
import org.bitadapt.runtime.engine.OperationListener;

/** Shares the images of a call among threads; the caller's thread works too and is the only one the listener hears. */
final class VectorInference implements Inference {
    private final ImageRunner own;
    private final List<Worker> workers;
    private final AtomicInteger nextImage = new AtomicInteger();
    private final Semaphore finished = new Semaphore(0);

    // What the workers are to do; published by the semaphores.
    private byte[] pixels;
    private float[] logits;
    private int images;
    private boolean closed;
    private Throwable failure;

    VectorInference(List<ImageRunner> runners) {
        own = runners.get(0);
        workers = IntStream.range(1, runners.size())
                .mapToObj(i -> new Worker(i, runners.get(i)))
                .toList();
        workers.forEach(Thread::start);
    }

    @Override
    public void run(byte[] itsPixels, int itsImages, float[] itsLogits, OperationListener listener) {
        pixels = itsPixels;
        logits = itsLogits;
        images = itsImages;
        nextImage.set(0);
        int helpers = Math.min(workers.size(), images - 1);
        for (int i = 0; i < helpers; i++) {
            workers.get(i).start.release();
        }
        try {
            work(own, listener);
        } finally {
            finished.acquireUninterruptibly(helpers);
        }
        if (failure != null) {
            throw new IllegalStateException("A thread of the session failed", failure);
        }
    }

    private void work(ImageRunner runner, OperationListener listener) {
        for (int image = nextImage.getAndIncrement(); image < images; image = nextImage.getAndIncrement()) {
            runner.run(pixels, image, logits, listener);
        }
    }

    @Override
    public void close() {
        closed = true;
        workers.forEach(worker -> worker.start.release());
    }

    private final class Worker extends Thread {
        private final Semaphore start = new Semaphore(0);
        private final ImageRunner runner;

        Worker(int number, ImageRunner runner) {
            super("bitadapt-inference-" + number);
            this.runner = runner;
            setDaemon(true);
        }

        @Override
        public void run() {
            start.acquireUninterruptibly();
            while (!closed) {
                try {
                    work(runner, OperationListener.NONE);
                } catch (RuntimeException | Error e) {
                    failure = e;
                } finally {
                    finished.release();
                }
                start.acquireUninterruptibly();
            }
        }
    }
}
