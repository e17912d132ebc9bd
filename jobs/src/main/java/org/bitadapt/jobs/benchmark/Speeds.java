package org.bitadapt.jobs.benchmark;

import java.util.Collection;
import java.util.Locale;

/**
 * Images a second over the steps of a measurement.
 *
 * @param median of the steps, or of the rounds' medians
 * @param min the slowest
 * @param max the fastest
 */
record Speeds(double median, double min, double max) {

    /** Of single steps; at least one. */
    static Speeds of(Collection<Double> steps) {
        double[] sorted =
                steps.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Speeds(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }

    /** Of several rounds: the median of their medians, the slowest and the fastest step of all. */
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
