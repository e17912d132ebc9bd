package org.bitadapt.quant.engine.onednn.worker;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * Threads that run one task together, each with its own number; the caller is number 0.
 *
 * <p>The threads meet at {@link #meet} several times per layer, so waiting starts with a short spin.
 */
final class WorkerTeam implements AutoCloseable {

    /**
     * The spins before a thread sleeps, some tens of microseconds; on idle cores two workers' times seldom differ more.
     */
    private static final int SPINS = 4000;

    private static final long NAP_NANOS = 20_000;

    private final int size;
    private final Thread[] threads;
    private final AtomicInteger assignments = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicInteger meetings = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile IntConsumer task = number -> {};
    private volatile int participants;
    private volatile boolean closed;

    /** Ends the work of all workers when one worker has failed. */
    private static final class AbandonedException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    WorkerTeam(int size) {
        this.size = size;
        this.threads = new Thread[size - 1];
        for (int i = 1; i < size; i++) {
            int number = i;
            threads[i - 1] = new Thread(() -> serve(number), "bitadapt-worker-" + number);
            threads[i - 1].setDaemon(true);
        }
        try {
            for (Thread thread : threads) {
                thread.start();
            }
        } catch (OutOfMemoryError e) { // the system has no more threads
            close();
            throw e;
        }
    }

    int size() {
        return size;
    }

    /**
     * Runs a task on the first workers and waits for them.
     *
     * @param workers the number of workers that take part, 1 to {@link #size}
     * @throws IllegalStateException if a worker failed; the team remains usable
     */
    void run(int workers, IntConsumer shared) {
        failure.set(null);
        arrived.set(0);
        finished.set(0);
        participants = workers;
        task = shared;
        assignments.incrementAndGet();
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
        work(0);
        await(() -> finished.get() == size);
        Throwable cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("A worker of the training engine failed: " + cause.getMessage(), cause);
        }
    }

    private void serve(int number) {
        int done = 0;
        while (!closed) {
            if (assignments.get() == done) {
                LockSupport.park(this);
            } else {
                done = assignments.get();
                work(number);
            }
        }
    }

    private void work(int number) {
        try {
            if (number < participants) {
                task.accept(number);
            }
        } catch (AbandonedException e) {
            // The worker that failed has left the cause.
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
        finished.incrementAndGet();
    }

    /** Waits until all workers of the task have come here. */
    void meet() {
        int meeting = meetings.get();
        if (arrived.incrementAndGet() == participants) {
            arrived.set(0);
            meetings.incrementAndGet();
            return;
        }
        await(() -> meetings.get() != meeting || failure.get() != null);
        if (meetings.get() == meeting) {
            throw new AbandonedException();
        }
    }

    private static void await(BooleanSupplier done) {
        for (int spins = 0; !done.getAsBoolean(); spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(NAP_NANOS);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
    }
}
