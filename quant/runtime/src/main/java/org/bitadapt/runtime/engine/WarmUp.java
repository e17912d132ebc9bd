package org.bitadapt.runtime.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.bitadapt.runtime.format.PackedNetwork;

/**
 * Runs an engine on images of zeros, on a thread of its own, until a move to it pays: an image takes no longer than on
 * the engine in use, or many images in a row brought no gain.
 */
final class WarmUp implements Runnable {
    private static final System.Logger LOGGER = System.getLogger(WarmUp.class.getName());

    private final PackedNetwork network;
    private final PreparedNetwork inUse;
    private final Supplier<PreparedNetwork> better;
    private final AtomicBoolean started = new AtomicBoolean();
    private final CompletableFuture<PreparedNetwork> outcome = new CompletableFuture<>();

    /** The nanoseconds of the fastest image on the engine in use; 0 while no image has run. */
    private volatile long nanosToBeat;

    WarmUp(PackedNetwork network, PreparedNetwork inUse, Supplier<PreparedNetwork> better) {
        this.network = network;
        this.inUse = inUse;
        this.better = better;
    }

    /** Starts the thread unless it was started before. */
    void start() {
        if (started.compareAndSet(false, true)) {
            Thread thread = new Thread(this, "bitadapt-warm-up");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Notes how long an image took on the engine in use; sessions may overwrite each other's times. */
    void note(long nanos) {
        if (nanosToBeat == 0 || nanos < nanosToBeat) {
            nanosToBeat = nanos;
        }
    }

    boolean isDone() {
        return outcome.isDone();
    }

    /** Waits for the warm-up and gives the warm engine's network, or the network in use if the warm-up failed. */
    PreparedNetwork outcome() {
        return outcome.join();
    }

    @Override
    public void run() {
        try {
            PreparedNetwork prepared = better.get();
            try (Inference inference = prepared.open(1)) {
                SteadySpeed.reach(inference, network, () -> nanosToBeat);
            }
            outcome.complete(prepared);
        } catch (RuntimeException | Error e) {
            // An engine that does not work here, or does not fit into memory, is treated as missing.
            try {
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        "The faster engine does not run this model, which stays on: " + inUse.engineName(),
                        e);
            } finally {
                outcome.complete(inUse);
            }
        }
    }
}
