package org.bitadapt.jobs.config;

import java.io.Serializable;
import org.bitadapt.netadapt.search.ReductionSchedule;

/**
 * The settings that say how much a search shrinks a network in each iteration, and how far in all.
 *
 * @param amounts whether {@code initialReduction} and {@code budget} are shares of the start or have the resource's
 *     unit
 * @param initialReduction the reduction of the first iteration, above 0; below 1 if relative
 * @param decay the factor of the reduction from iteration to iteration, above 0, at most 1
 * @param maxIterations the most iterations, 1 or more
 * @param budget the amount at which the search stops, above 0; below 1 if relative
 */
public record ReductionConfig(
        ReductionSchedule.Amounts amounts, double initialReduction, double decay, int maxIterations, double budget)
        implements Serializable {

    public ReductionConfig {
        boolean relative = amounts == ReductionSchedule.Amounts.RELATIVE;
        String rule = relative ? "above 0 and below 1" : "above 0";
        double limit = relative ? 1 : Double.POSITIVE_INFINITY;
        new Rules()
                .check(initialReduction > 0 && initialReduction < limit, "initial-reduction", initialReduction, rule)
                .check(decay > 0 && decay <= 1, "decay", decay, "above 0, at most 1")
                .atLeast("max-iterations", maxIterations, 1)
                .check(budget > 0 && budget < limit, "budget", budget, rule)
                .enforce();
    }

    /** The schedule that the search takes. */
    public ReductionSchedule schedule() {
        return new ReductionSchedule(amounts, initialReduction, decay, maxIterations, budget);
    }

    /** The same schedule with another budget; for relative amounts. */
    public ReductionSchedule schedule(double otherBudget) {
        return new ReductionSchedule(amounts, initialReduction, decay, maxIterations, otherBudget);
    }
}
