package org.bitadapt.runtime.vector;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the threads that work on one image wait for each other, some ten thousand times a second. Threads spin, and
 * give their processor away when the wait is long. A rendezvous is reusable and allocates nothing.
 */
final class Rendezvous {
    private static final int SPINS = 2000;

    private final int threads;
    private final AtomicInteger arrived = new AtomicInteger();
    private volatile int round;
    private volatile boolean broken;

    Rendezvous(int threads) {
        this.threads = threads;
    }

    /** Waits until all threads are here; returns whether none gave up. */
    boolean await() {
        int now = round;
        if (arrived.incrementAndGet() == threads) {
            arrived.set(0);
            round = now + 1;
        }
        for (int spins = 0; round == now && !broken; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        return !broken;
    }

    /** Ends the wait of all threads that wait or will come. */
    void giveUp() {
        broken = true;
    }

    /** Makes the rendezvous usable again; must be called only while no thread waits. */
    void reset() {
        arrived.set(0);
        broken = false;
    }
}
