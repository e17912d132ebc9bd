package org.bitadapt.jobs.netadapt.history;

/**
 * What an iteration took, interruptions not counted.
 *
 * @param seconds by the clock, measuring the winner included
 * @param coreSeconds of all executor cores while proposals were evaluated
 * @param arithmeticSeconds of these spent in tuning and scoring
 */
public record IterationCost(double seconds, double coreSeconds, double arithmeticSeconds) {

    /** Of nothing. */
    public static final IterationCost NONE = new IterationCost(0, 0, 0);

    /** Both together. */
    public IterationCost plus(IterationCost other) {
        return new IterationCost(
                seconds + other.seconds, coreSeconds + other.coreSeconds, arithmeticSeconds + other.arithmeticSeconds);
    }

    /** Share of the cores' time that is tuning or scoring; 0 if there was none. */
    public double arithmeticShare() {
        return coreSeconds == 0 ? 0 : arithmeticSeconds / coreSeconds;
    }
}
