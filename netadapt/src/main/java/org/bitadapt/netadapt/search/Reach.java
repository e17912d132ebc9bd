package org.bitadapt.netadapt.search;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * How far a schedule goes if every iteration saves what it must and no more. Steps of whole channels save more, so an
 * unreachable budget may still be met; but nothing promises it.
 *
 * @param schedule which
 * @param needed the reduction that the budget asks for, as a fraction of the start; 0 or less if it is met already
 * @param promised the reduction that the schedule adds up to, as a fraction of the start
 * @param initialReduction the least with which the schedule would reach the budget, in the schedule's own terms
 */
public record Reach(ReductionSchedule schedule, double needed, double promised, double initialReduction) {

    /** Rounding of a sum of a few thousand terms. */
    private static final double ROUNDING = 1e-9;

    /** Whether the schedule reaches its budget. */
    public boolean reachable() {
        return promised >= needed - ROUNDING;
    }

    /** The same for people: what is reached, or what to change. */
    public String describe() {
        if (needed <= 0) {
            return "The network is within the budget already.";
        }
        int iterations = schedule.maxIterations();
        if (reachable()) {
            return String.format(
                    Locale.ROOT,
                    "The schedule reaches its reduction of %.1f %%: up to %.1f %% after %d iterations.",
                    100 * needed,
                    100 * Math.min(promised, 1),
                    iterations);
        }
        return String.format(
                Locale.ROOT,
                "The schedule cannot be sure to reach a reduction of %.1f %%: its steps add up to %.1f %% after %d"
                        + " iterations. %s",
                100 * needed,
                100 * promised,
                iterations,
                advice());
    }

    private String advice() {
        // Upwards: a little less would not be enough.
        BigDecimal least = new BigDecimal(initialReduction).round(new MathContext(4, RoundingMode.UP));
        boolean relative = schedule.amounts() == ReductionSchedule.Amounts.RELATIVE;
        return relative && least.compareTo(BigDecimal.ONE) >= 0
                ? "Use more iterations or a larger decay."
                : "Use an initial-reduction of at least " + least.toPlainString() + ".";
    }
}
