package org.bitadapt.jobs.benchmark;

import java.util.Arrays;
import java.util.Locale;

/**
 * Percentiles of the times of single calls.
 *
 * @param medianMillis milliseconds that half of the calls did not exceed
 * @param p90Millis milliseconds that nine of ten calls did not exceed
 * @param p99Millis milliseconds that 99 of 100 calls did not exceed
 */
record Latency(double medianMillis, double p90Millis, double p99Millis) {

    private static final double NANOS_PER_MILLI = 1e6;

    /** The percentiles of at least one call's time in nanoseconds, in any order. */
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
