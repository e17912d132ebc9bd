package org.bitadapt.runtime.latency;

import java.time.Duration;
import java.util.List;

/**
 * How long one layer is measured.
 *
 * @param firstWarmUp for which the first layer of a geometry runs before it counts: until the JVM has compiled its
 *     kernels, layers are some hundred times slower
 * @param warmUp for which every other layer runs before it counts
 * @param measure for which its runs count
 * @param minimumRuns that count however long they take, at least 1
 */
public record TimingEffort(Duration firstWarmUp, Duration warmUp, Duration measure, int minimumRuns) {

    /** 2 s, 20 ms and 40 ms, at least 11 runs. */
    public static final TimingEffort DEFAULT =
            new TimingEffort(Duration.ofSeconds(2), Duration.ofMillis(20), Duration.ofMillis(40), 11);

    /** As little as possible: a single warm-up run, then {@code runs}. */
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

    /** The same with another first warm-up. */
    public TimingEffort withFirstWarmUp(Duration duration) {
        return new TimingEffort(duration, warmUp, measure, minimumRuns);
    }

    /** How long it takes at least to measure some shapes. */
    public Duration expected(List<LayerShape> shapes) {
        long geometries = shapes.stream().map(LayerShape::geometry).distinct().count();
        return firstWarmUp
                .multipliedBy(geometries)
                .plus(warmUp.multipliedBy(shapes.size() - geometries))
                .plus(measure.multipliedBy(shapes.size()));
    }
}
