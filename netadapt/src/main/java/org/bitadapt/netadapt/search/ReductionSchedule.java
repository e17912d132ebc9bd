package org.bitadapt.netadapt.search;

import java.io.Serializable;

/**
 * By how much the resource must fall in each iteration, and in all iterations together.
 *
 * <p>Iteration {@code i}, counted from 1, must save {@code initialReduction * decay^(i - 1)}, as a fraction of what the
 * network used at the start or in the resource's unit, but need not go below the budget.
 *
 * @param amounts whether {@code initialReduction} and {@code budget} are fractions or in the resource's unit
 * @param initialReduction the reduction of the first iteration, above 0; below 1 if relative
 * @param decay the factor from each iteration's reduction to the next, above 0, at most 1
 * @param maxIterations the most iterations, at least 1
 * @param budget the amount at which the search stops, above 0; below 1 if relative
 * @see <a href="https://arxiv.org/abs/1804.03230">NetAdapt, section 3.2</a>
 */
public record ReductionSchedule(
        Amounts amounts, double initialReduction, double decay, int maxIterations, double budget)
        implements Serializable {

    /** What the schedule's amounts are. */
    public enum Amounts {
        /** Fractions of what the network used at the start. */
        RELATIVE,
        /** Amounts in the resource's unit. */
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
     * The amount to which the resource must fall.
     *
     * @param start what the network used before the first iteration
     */
    public double budgetOf(double start) {
        return amounts == Amounts.RELATIVE ? budget * start : budget;
    }

    /**
     * The amount of the resource that a proposal may use.
     *
     * @param iteration the number of the iteration, counted from 1
     * @param start what the network used before the first iteration
     * @param current what the network uses before this iteration
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
