package org.bitadapt.jobs.netadapt.history;

/**
 * The time that an iteration took, interruptions not counted.
 *
 * @param seconds the seconds by the clock, the measuring of the winner included
 * @param coreSeconds the seconds of all executor cores while proposals were evaluated
 * @param arithmeticSeconds the part of the core seconds that was spent in tuning and scoring
 */
public record IterationCost(double seconds, double coreSeconds, double arithmeticSeconds) {

    /** The cost of nothing. */
    public static final IterationCost NONE = new IterationCost(0, 0, 0);

    /** The sum of this cost and another. */
    public IterationCost plus(IterationCost other) {
        return new IterationCost(
                seconds + other.seconds, coreSeconds + other.coreSeconds, arithmeticSeconds + other.arithmeticSeconds);
    }

    /** The share of the cores' time that was spent in tuning and scoring; 0 if no core time was counted. */
    public double arithmeticShare() {
        return coreSeconds == 0 ? 0 : arithmeticSeconds / coreSeconds;
    }
}
