package org.bitadapt.netadapt.latency;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.Session;
import org.bitadapt.runtime.engine.OperationListener;

/** Runs a session again and again on one image of random pixels. */
final class SessionTimer {

    private static final int MAX_RUNS = 100_000;

    private final Session session;
    private final byte[] pixels;
    private final float[] logits;

    SessionTimer(Session session, PackedModel model) {
        this.session = session;
        this.pixels = new byte[model.inputShape().elements()];
        this.logits = new float[model.classes()];
        new Random(1).nextBytes(pixels);
    }

    /** Times whole runs. */
    Measurement whole(TimingEffort effort) {
        return measure(effort, effort.firstWarmUp(), () -> {
            long start = System.nanoTime();
            session.run(pixels, logits);
            return System.nanoTime() - start;
        });
    }

    /** Times one operation within runs: from the end of the one before it to its own. */
    Measurement operation(int operation, TimingEffort effort, Duration warmUp) {
        Stopwatch stopwatch = new Stopwatch(operation);
        return measure(effort, warmUp, () -> {
            stopwatch.last = System.nanoTime();
            session.run(pixels, 1, logits, stopwatch);
            return stopwatch.nanos;
        });
    }

    /** One run; returns its nanoseconds. */
    private interface Run {
        long nanos();
    }

    private static Measurement measure(TimingEffort effort, Duration warmUp, Run run) {
        repeat(run, warmUp, 1);
        return Measurement.of(repeat(run, effort.measure(), effort.minimumRuns()));
    }

    private static long[] repeat(Run run, Duration duration, int minimum) {
        long[] times = new long[Math.max(minimum, MAX_RUNS)];
        long start = System.nanoTime();
        int count = 0;
        while (count < minimum || (count < times.length && System.nanoTime() - start < duration.toNanos())) {
            times[count++] = run.nanos();
        }
        return Arrays.copyOf(times, count);
    }

    /** Hears of finished operations and notes how long one of them took. */
    private static final class Stopwatch implements OperationListener {
        private final int operation;
        private long last;
        private long nanos;

        Stopwatch(int operation) {
            this.operation = operation;
        }

        @Override
        public void finished(int finished) {
            long now = System.nanoTime();
            if (finished == operation) {
                nanos = now - last;
            }
            last = now;
        }
    }
}
