package org.bitadapt.runtime.vector;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.bitadapt.runtime.engine.Inference;
import org.bitadapt.runtime.engine.OperationListener;
import org.bitadapt.runtime.engine.SteadySpeed;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.vector.memory.MapLayout;
import org.bitadapt.runtime.vector.memory.Maps;

/**
 * Shares a call among threads: the images where each thread can have some, else the work of each step of each image.
 * The caller's thread works too; the listener hears of its operations only.
 */
final class VectorInference implements Inference {
    private final PackedNetwork network;
    private final List<MapLayout> layouts;
    private final List<ImageRunner> runners;
    /** The number of images that a thread takes at once; 1 if more do not pay. */
    private final int tile;

    private final ImageRunner own;
    private final List<Worker> workers;
    private final AtomicInteger nextImage = new AtomicInteger();
    /** Workers that are not yet done with the call. */
    private final AtomicInteger busy = new AtomicInteger();

    private final Rendezvous rendezvous;

    // The work of the call; a write to the number of the call publishes it to the workers.
    private byte[] pixels;
    private float[] logits;
    private int images;
    private boolean sharesSteps;
    private Thread caller;
    private volatile int call;
    private volatile boolean closed;
    private volatile Throwable failure;

    VectorInference(PackedNetwork network, List<MapLayout> layouts, int tile, List<ImageRunner> runners) {
        this.network = network;
        this.layouts = layouts;
        this.runners = runners;
        this.tile = tile;
        own = runners.get(0);
        rendezvous = new Rendezvous(runners.size());
        workers = IntStream.range(1, runners.size())
                .mapToObj(i -> new Worker(i, runners.get(i)))
                .toList();
        workers.forEach(Thread::start);
    }

    /** Whether each of so many threads has maps of these layouts. */
    boolean hasMapsOf(List<MapLayout> others, int threads) {
        return runners.size() == threads && layouts.equals(others);
    }

    /** The maps of a thread, which are allocated if they have not been needed. */
    Maps maps(int thread) {
        return runners.get(thread).maps();
    }

    @Override
    public void run(byte[] itsPixels, int itsImages, float[] itsLogits, OperationListener listener) {
        pixels = itsPixels;
        logits = itsLogits;
        images = itsImages;
        sharesSteps = images <= workers.size();
        nextImage.set(0);
        failure = null;
        rendezvous.reset();
        caller = Thread.currentThread();
        busy.set(workers.size());
        wakeForCall();
        try {
            work(own, listener);
        } finally {
            awaitWorkers();
        }
        if (failure != null) {
            throw new IllegalStateException("A thread of the session failed", failure);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only the caller writes
    private void wakeForCall() {
        call++;
        for (int i = 0; i < workers.size(); i++) {
            LockSupport.unpark(workers.get(i));
        }
    }

    private void awaitWorkers() {
        boolean interrupted = false;
        while (busy.get() > 0) {
            LockSupport.park(this);
            // An interrupted thread does not park; its interrupt is set again once the call is over.
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(ImageRunner runner, OperationListener listener) {
        boolean done = false;
        try {
            if (sharesSteps) {
                runner.runShare(own.maps(), pixels, images, logits, rendezvous, listener);
            } else if (tile > 1 && images >= tile * (workers.size() + 1)) {
                runTiles(runner, listener);
            } else {
                runImages(runner, listener);
            }
            done = true;
        } finally {
            if (!done) {
                rendezvous.giveUp();
            }
        }
    }

    private void runImages(ImageRunner runner, OperationListener listener) {
        for (int image = nextImage.getAndIncrement(); image < images; image = nextImage.getAndIncrement()) {
            runner.run(pixels, image, logits, listener);
        }
    }

    private void runTiles(ImageRunner runner, OperationListener listener) {
        for (int image = nextImage.getAndAdd(tile); image < images; image = nextImage.getAndAdd(tile)) {
            runner.runTile(pixels, image, Math.min(tile, images - image), logits, listener);
        }
    }

    @Override
    public void warmUp() {
        SteadySpeed.reach(this, network);
    }

    @Override
    public void close() {
        closed = true;
        workers.forEach(LockSupport::unpark);
        boolean interrupted = false;
        for (Worker worker : workers) {
            while (worker.isAlive()) {
                try {
                    worker.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Worker extends Thread {
        private final ImageRunner runner;
        private int seen;

        Worker(int number, ImageRunner runner) {
            super("bitadapt-inference-" + number);
            this.runner = runner;
            setDaemon(true);
        }

        @Override
        public void run() {
            while (awaitsCall()) {
                try {
                    work(runner, OperationListener.NONE);
                } catch (RuntimeException | Error e) {
                    failure = e;
                } finally {
                    if (busy.decrementAndGet() == 0) {
                        LockSupport.unpark(caller);
                    }
                }
            }
        }

        /** Waits for the next call; returns false once the inference is closed. A semaphore would allocate. */
        private boolean awaitsCall() {
            while (call == seen && !closed) {
                LockSupport.park(this);
            }
            seen = call;
            return !closed;
        }
    }
}
