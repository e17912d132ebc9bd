package org.bitadapt.runtime.latency;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The time of one layer on one image.
 *
 * @param medianMicros the median of all runs in microseconds, 0 or more
 * @param spreadMicros the microseconds between the first and the third quartile
 * @param runs the number of runs, at least 1
 * @param outliers the number of runs more than three spreads above the third quartile; the median includes them
 */
public record Measurement(double medianMicros, double spreadMicros, int runs, int outliers) implements Serializable {

    private static final int FENCE = 3;

    /** Checks that all values are finite and not below their least. */
    public Measurement {
        atLeast("median_us", medianMicros, 0);
        atLeast("spread_us", spreadMicros, 0);
        atLeast("runs", runs, 1);
        atLeast("outliers", outliers, 0);
    }

    private static void atLeast(String what, double value, int least) {
        if (!(value >= least && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Invalid " + what + ": " + value + " (must be at least " + least + ")");
        }
    }

    /**
     * Sums up runs.
     *
     * @param nanos the nanoseconds of each run, at least one run; not changed
     * @return the median, spread and outliers of the runs
     */
    public static Measurement of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        double first = quantile(sorted, 0.25);
        double third = quantile(sorted, 0.75);
        double fence = third + FENCE * (third - first);
        int outliers = (int) Arrays.stream(sorted).filter(run -> run > fence).count();
        return new Measurement(quantile(sorted, 0.5) / 1e3, (third - first) / 1e3, sorted.length, outliers);
    }

    /** The spread as a share of the median; 0 where nothing took any time. */
    double relativeSpread() {
        return medianMicros == 0 ? 0 : spreadMicros / medianMicros;
    }

    /** The quantile of sorted values, linear between the two nearest. */
    private static double quantile(long[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
