package org.bitadapt.runtime.latency;

import java.util.function.Supplier;

/** Measures again until two measurements agree, because a young JVM is slow. */
public final class SteadyMeasurement {

    private static final int MOST_MEASUREMENTS = 10;
    private static final double STEADY = 0.05;

    private SteadyMeasurement() {}

    /**
     * The first measurement whose median is within 5 % of the one before it; the tenth if none is.
     *
     * @param once measures once
     */
    public static Measurement of(Supplier<Measurement> once) {
        Measurement last = once.get();
        for (int i = 1; i < MOST_MEASUREMENTS; i++) {
            Measurement next = once.get();
            boolean agrees = Math.abs(next.medianMicros() - last.medianMicros()) <= STEADY * next.medianMicros();
            last = next;
            if (agrees) {
                break;
            }
        }
        return last;
    }
}
