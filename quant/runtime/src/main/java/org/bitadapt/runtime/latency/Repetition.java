package org.bitadapt.runtime.latency;

import java.time.Duration;
import java.util.Arrays;

/** Runs something again and again until it is warm, and then until it is measured. */
public final class Repetition {

    private static final int MAX_RUNS = 100_000;
    private static final int MAX_AGAIN = 3;
    /** The times of a warm layer spread over some per cent of their median at most. */
    private static final double MAX_SPREAD = 0.1;

    private Repetition() {}

    /** The work that is repeated. */
    @FunctionalInterface
    public interface Run {

        /**
         * Runs once.
         *
         * @return the nanoseconds of the measured part of the run
         */
        long nanos();
    }

    /**
     * Measures the time of runs. Where runs differ much, they are not warm yet or something else ran meanwhile. The
     * method then warms up and measures again, up to {@value #MAX_AGAIN} times, and the measurement with the least
     * spread counts.
     *
     * @param effort how long to measure
     * @param warmUp how long to run, at least once, before runs count
     * @param run one run
     * @return the measurement of the runs that count
     */
    public static Measurement measure(TimingEffort effort, Duration warmUp, Run run) {
        Measurement best = once(effort, warmUp, run);
        for (int again = 0; again < MAX_AGAIN && best.relativeSpread() > MAX_SPREAD; again++) {
            Measurement next = once(effort, warmUp, run);
            best = next.relativeSpread() < best.relativeSpread() ? next : best;
        }
        return best;
    }

    private static Measurement once(TimingEffort effort, Duration warmUp, Run run) {
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
}
