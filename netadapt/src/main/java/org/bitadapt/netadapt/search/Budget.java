package org.bitadapt.netadapt.search;

import java.util.Locale;
import org.bitadapt.netadapt.resource.Resource;

/**
 * A resource that a search saves.
 *
 * @param resource the resource
 * @param schedule by how much it must fall in an iteration that saves it, and in all
 */
public record Budget(Resource resource, ReductionSchedule schedule) {

    /** The resource's name in settings and files, such as {@code memory}. */
    public String name() {
        return resource.kind().name().toLowerCase(Locale.ROOT);
    }

    /**
     * The share of what has to be saved that is still to be saved: 1 at the start, 0 or less within the budget.
     *
     * @param start what the network used before the first iteration, more than the budget
     * @param amount what the network uses
     */
    double openShare(double start, double amount) {
        double budget = schedule.budgetOf(start);
        return (amount - budget) / (start - budget);
    }
}
