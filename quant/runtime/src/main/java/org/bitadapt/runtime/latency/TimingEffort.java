package org.bitadapt.runtime.latency;

import java.time.Duration;
import java.util.List;

/**
 * How long one layer is measured.
 *
 * @param firstWarmUp how long the first layer of a geometry runs before its runs count: until the JVM has compiled the
 *     kernels, layers are some hundred times slower
 * @param warmUp how long every other layer runs before its runs count
 * @param measure how long a layer's runs count
 * @param minimumRuns the least number of runs that count, however long they take, at least 1
 */
public record TimingEffort(Duration firstWarmUp, Duration warmUp, Duration measure, int minimumRuns) {

    /** A first warm-up of 2 s, other warm-ups of 20 ms, and measurements of 40 ms and at least 11 runs. */
    public static final TimingEffort DEFAULT =
            new TimingEffort(Duration.ofSeconds(2), Duration.ofMillis(20), Duration.ofMillis(40), 11);

    /** The least effort: a single warm-up run, then {@code runs} that count. */
    public static TimingEffort least(int runs) {
        return new TimingEffort(Duration.ZERO, Duration.ZERO, Duration.ZERO, runs);
    }

    /** Checks the times and runs. */
    public TimingEffort {
        if (firstWarmUp.isNegative() || warmUp.isNegative() || measure.isNegative()) {
            throw new IllegalArgumentException(
                    "Invalid timing: " + firstWarmUp + ", " + warmUp + " and " + measure + " (must not be negative)");
        }
        if (minimumRuns < 1) {
            throw new IllegalArgumentException("Invalid runs: " + minimumRuns + " (must be at least 1)");
        }
    }

    /** This effort with another first warm-up. */
    public TimingEffort withFirstWarmUp(Duration duration) {
        return new TimingEffort(duration, warmUp, measure, minimumRuns);
    }

    /** How long the measurement of some shapes takes at least. */
    public Duration expected(List<LayerShape> shapes) {
        long geometries = shapes.stream().map(LayerShape::geometry).distinct().count();
        return firstWarmUp
                .multipliedBy(geometries)
                .plus(warmUp.multipliedBy(shapes.size() - geometries))
                .plus(measure.multipliedBy(shapes.size()));
    }
}
