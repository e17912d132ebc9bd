package org.bitadapt.netadapt.search;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * How far a schedule goes if every iteration saves what it must and no more. Steps of whole channels save more, so a
 * search may still meet an unreachable budget, without any promise.
 *
 * @param schedule the schedule
 * @param needed the reduction that the budget asks for, as a fraction of the start; 0 or less if the budget is met
 *     already
 * @param promised the reduction that the schedule adds up to, as a fraction of the start
 * @param initialReduction the least initial reduction with which the schedule would reach the budget, as a fraction or
 *     in units of the resource, as the schedule has it
 */
public record Reach(ReductionSchedule schedule, double needed, double promised, double initialReduction) {

    /** A bound of the rounding of a sum of a few thousand terms. */
    private static final double ROUNDING = 1e-9;

    /** Whether the schedule reaches its budget. */
    public boolean reachable() {
        return promised >= needed - ROUNDING;
    }

    /** A line for people: which reduction the schedule reaches, or what to change if it does not reach the budget. */
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

    /** A line for people about several resources, whose reductions {@code needed} adds up. */
    String describeTogether() {
        String text = String.format(
                Locale.ROOT,
                "its steps add up to %.1f %% after %d iterations, and the budgets ask for %.1f %% together.",
                100 * promised,
                schedule.maxIterations(),
                100 * needed);
        return reachable()
                ? "The schedule reaches all budgets: " + text
                : "The schedule cannot be sure to reach all budgets: " + text
                        + " A step for one resource mostly saves others, too. " + advice();
    }

    private String advice() {
        // Rounded upwards, because a little less would not be enough.
        BigDecimal least = new BigDecimal(initialReduction).round(new MathContext(4, RoundingMode.UP));
        boolean relative = schedule.amounts() == ReductionSchedule.Amounts.RELATIVE;
        return relative && least.compareTo(BigDecimal.ONE) >= 0
                ? "Use more iterations or a larger decay."
                : "Use an initial-reduction of at least " + least.toPlainString() + ".";
    }
}
