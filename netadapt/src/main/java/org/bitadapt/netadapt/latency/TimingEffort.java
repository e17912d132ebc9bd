package org.bitadapt.netadapt.latency;

import java.time.Duration;

/**
 * How long one layer is measured.
 *
 * @param warmUp for which it runs before it counts
 * @param measure for which its runs count
 * @param minimumRuns that count however long they take, at least 1
 */
public record TimingEffort(Duration warmUp, Duration measure, int minimumRuns) {

    /** 20 ms and 40 ms, at least 11 runs. */
    public static final TimingEffort DEFAULT = new TimingEffort(Duration.ofMillis(20), Duration.ofMillis(40), 11);

    public TimingEffort {
        if (warmUp.isNegative() || measure.isNegative()) {
            throw new IllegalArgumentException(
                    "Invalid timing: " + warmUp + " and " + measure + " (must not be negative)");
        }
        if (minimumRuns < 1) {
            throw new IllegalArgumentException("Invalid runs: " + minimumRuns + " (must be at least 1)");
        }
    }
}
