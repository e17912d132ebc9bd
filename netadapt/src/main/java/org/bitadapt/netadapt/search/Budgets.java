package org.bitadapt.netadapt.search;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The resources that a search saves, and how far each still is from its budget. Amounts are lists with one number per
 * resource, in the order of the resources.
 *
 * <p>An iteration saves the resource that is furthest from its budget: the one with the largest share
 * {@code (amount - budget) / (start - budget)} still to be saved; of equal shares the first. So all resources come to
 * their budgets at about the same time.
 */
public final class Budgets {

    private final List<Budget> all;
    private final List<Double> starts;

    /**
     * @param all the resources, the searched resource first; each has less budget than {@code start} uses, or is met by it
     * @param start the candidate from which the search starts, with its amount of the first resource
     */
    public Budgets(List<Budget> all, Candidate<?> start) {
        this.all = List.copyOf(all);
        this.starts = amounts(start);
    }

    /** The resources, the searched resource first. */
    public List<Budget> all() {
        return all;
    }

    /** What the network used of each resource before the first iteration. */
    public List<Double> starts() {
        return starts;
    }

    /** What a candidate uses of each resource. */
    public List<Double> amounts(Candidate<?> candidate) {
        return IntStream.range(0, all.size())
                .mapToObj(i ->
                        i == 0 ? candidate.resource() : all.get(i).resource().total(candidate.network()))
                .toList();
    }

    /** The indices of the resources that are not within their budgets, the furthest first. */
    List<Integer> open(List<Double> amounts) {
        return IntStream.range(0, all.size())
                .filter(i -> amounts.get(i) > all.get(i).schedule().budgetOf(starts.get(i)))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -all.get(i).openShare(starts.get(i), amounts.get(i))))
                .toList();
    }

    /** The amount of a resource that proposals may use in an iteration which saves it. */
    double constraint(int index, int iteration, double amount) {
        return all.get(index).schedule().constraint(iteration, starts.get(index), amount);
    }

    /** How iterations name the resource that they save: empty if there is only one. */
    String saved(int index) {
        return all.size() == 1 ? "" : all.get(index).name();
    }

    /** The resource that an iteration saves, by the name that the iteration has for it. */
    public Budget saved(String name) {
        return all.get(index(name));
    }

    private int index(String name) {
        return IntStream.range(0, all.size())
                .filter(i -> saved(i).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Invalid saved resource: " + name + " (must be one of "
                        + all.stream().map(Budget::name).toList() + ")"));
    }

    /** The most iterations that follow a round, if each saves no more than it must, and nothing of other resources. */
    public int iterationsAfter(Round<?> round) {
        List<Double> amounts = new java.util.ArrayList<>(amounts(round.current()));
        amounts.set(index(round.saved()), round.constraint());
        int iteration = round.iteration();
        while (iteration < all.get(0).schedule().maxIterations()
                && !open(amounts).isEmpty()) {
            int next = open(amounts).get(0);
            amounts.set(next, constraint(next, ++iteration, amounts.get(next)));
        }
        return iteration - round.iteration();
    }

    /** A line for people: whether the schedule reaches all budgets, or what to change if it does not. */
    public String reach() {
        Reach first = all.get(0).schedule().reach(starts.get(0));
        if (all.size() == 1) {
            return first.describe();
        }
        double needed = 0;
        double initial = 0;
        for (int i = 0; i < all.size(); i++) {
            Reach reach = all.get(i).schedule().reach(starts.get(i));
            needed += Math.max(reach.needed(), 0);
            initial += Math.max(reach.initialReduction(), 0);
        }
        return new Reach(first.schedule(), needed, first.promised(), initial).describeTogether();
    }
}
