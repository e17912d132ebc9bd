package org.bitadapt.netadapt.search;

import java.io.Serializable;

/**
 * By how much the resource falls in each iteration, and how far in all.
 *
 * <p>Iteration {@code i}, counted from 1, must save {@code initialReduction * decay^(i - 1)} of what the network before
 * it uses, but need not go below the budget.
 *
 * @param amounts what {@code initialReduction} and {@code budget} are
 * @param initialReduction of the first iteration, above 0; below 1 if relative
 * @param decay above 0, at most 1
 * @param maxIterations at least 1
 * @param budget at which the search stops, above 0; below 1 if relative
 * @see <a href="https://arxiv.org/abs/1804.03230">NetAdapt, section 3.2</a>
 */
public record ReductionSchedule(
        Amounts amounts, double initialReduction, double decay, int maxIterations, double budget)
        implements Serializable {

    /** What the schedule's amounts are. */
    public enum Amounts {
        /** Fractions of what the network used at the start. */
        RELATIVE,
        /** In the resource's unit. */
        ABSOLUTE
    }

    public ReductionSchedule {
        double limit = amounts == Amounts.RELATIVE ? 1 : Double.POSITIVE_INFINITY;
        String rule = amounts == Amounts.RELATIVE ? "above 0 and below 1" : "above 0";
        within("initial-reduction", initialReduction, limit, rule);
        within("budget", budget, limit, rule);
        if (!(decay > 0 && decay <= 1)) {
            throw new IllegalArgumentException("Invalid decay: " + decay + " (must be above 0 and at most 1)");
        }
        if (maxIterations < 1) {
            throw new IllegalArgumentException("Invalid max-iterations: " + maxIterations + " (must be at least 1)");
        }
    }

    private static void within(String what, double value, double limit, String rule) {
        if (!(value > 0 && value < limit)) {
            throw new IllegalArgumentException("Invalid " + what + ": " + value + " (must be " + rule + ")");
        }
    }

    /** A schedule in fractions of what the network uses at the start. */
    public static ReductionSchedule relative(double initialReduction, double decay, int maxIterations, double budget) {
        return new ReductionSchedule(Amounts.RELATIVE, initialReduction, decay, maxIterations, budget);
    }

    /**
     * What the resource must fall to.
     *
     * @param start what the network used before the first iteration
     */
    public double budgetOf(double start) {
        return amounts == Amounts.RELATIVE ? budget * start : budget;
    }

    /**
     * What a proposal may use.
     *
     * @param iteration counted from 1
     * @param start what the network used before the first iteration
     * @param current what it uses before this one
     */
    public double constraint(int iteration, double start, double current) {
        double unit = amounts == Amounts.RELATIVE ? start : 1;
        return Math.max(current - unit * initialReduction * Math.pow(decay, iteration - 1.0), budgetOf(start));
    }

    /** Whether the reductions of all iterations add up to what has to be saved. */
    public Reach reach(double start) {
        double factors = 0;
        for (int i = 0; i < maxIterations; i++) {
            factors += Math.pow(decay, i);
        }
        double unit = amounts == Amounts.RELATIVE ? start : 1;
        double needed = start - budgetOf(start);
        return new Reach(this, needed / start, unit * initialReduction * factors / start, needed / factors / unit);
    }
}
