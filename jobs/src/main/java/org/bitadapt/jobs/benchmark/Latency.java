package org.bitadapt.jobs.benchmark;

import java.util.Arrays;
import java.util.Locale;

/**
 * Times of single calls.
 *
 * @param medianMillis half took no longer
 * @param p90Millis nine of ten took no longer
 * @param p99Millis 99 of 100 took no longer
 */
record Latency(double medianMillis, double p90Millis, double p99Millis) {

    private static final double NANOS_PER_MILLI = 1e6;

    /** Of calls in any order; at least one. */
    static Latency of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latency(quantile(sorted, 0.5), quantile(sorted, 0.9), quantile(sorted, 0.99));
    }

    private static double quantile(long[] sorted, double share) {
        return sorted[(int) (share * (sorted.length - 1))] / NANOS_PER_MILLI;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "median %.3f ms, p90 %.3f ms, p99 %.3f ms", medianMillis, p90Millis, p99Millis);
    }
}
