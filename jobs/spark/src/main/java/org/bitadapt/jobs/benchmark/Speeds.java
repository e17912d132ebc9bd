package org.bitadapt.jobs.benchmark;

import java.util.Collection;
import java.util.Locale;

/**
 * Images a second over the steps of a measurement.
 *
 * @param median the median of the steps, or of the rounds' medians
 * @param min the images per second of the slowest step
 * @param max the images per second of the fastest step
 */
record Speeds(double median, double min, double max) {

    /** The speeds of single steps, at least one. */
    static Speeds of(Collection<Double> steps) {
        double[] sorted =
                steps.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Speeds(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }

    /**
     * The speeds over several rounds: the median of the rounds' medians, the slowest and the fastest step of all
     * rounds.
     */
    static Speeds over(Collection<Speeds> rounds) {
        return new Speeds(
                of(rounds.stream().map(Speeds::median).toList()).median(),
                rounds.stream().mapToDouble(Speeds::min).min().orElseThrow(),
                rounds.stream().mapToDouble(Speeds::max).max().orElseThrow());
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,.1f (%,.1f to %,.1f)", median, min, max);
    }
}
