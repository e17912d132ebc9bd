package org.bitadapt.runtime.latency;

import java.io.Serializable;
import java.util.Locale;

/**
 * A table's estimate of a network beside the whole network's measured time.
 *
 * @param tableMicros the table's estimate in microseconds, the sum over the layers, above 0
 * @param measured the measured time of the whole network
 */
public record LatencyComparison(double tableMicros, Measurement measured) implements Serializable {

    /** The most by which an estimate may be off without a warning, as a share of the measured time. */
    public static final double TOLERANCE = 0.15;

    private static final String WARNING =
            ": more than 15 % apart. Was the machine busy, or is the table of another one?";

    /** Checks that both times are above 0. */
    public LatencyComparison {
        if (!(tableMicros > 0 && measured.medianMicros() > 0)) {
            throw new IllegalArgumentException("Invalid times to compare: " + tableMicros + " and "
                    + measured.medianMicros() + " us (must be above 0)");
        }
    }

    /**
     * The estimate's error as a share of the measured time.
     *
     * @return above 0 if the estimate is too long
     */
    public double deviation() {
        return tableMicros / measured.medianMicros() - 1;
    }

    /**
     * Whether the table can be trusted for this network.
     *
     * @return true within {@link #TOLERANCE}
     */
    public boolean agrees() {
        return Math.abs(deviation()) <= TOLERANCE;
    }

    /**
     * Both times for people, with a warning where they differ by more than {@link #TOLERANCE}.
     *
     * @return one line
     */
    public String describe() {
        String times = String.format(
                Locale.ROOT,
                "%,.0f us by the table, %,.0f us measured (%+.1f %%)",
                tableMicros,
                measured.medianMicros(),
                100 * deviation());
        return agrees() ? times : times + WARNING;
    }
}
