package org.bitadapt.netadapt.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * NetAdapt: each iteration goes on with the best of the proposals that meet a falling constraint.
 *
 * <p>A search of several resources goes on until all are within their budgets. An iteration saves the resource that is
 * furthest from its budget, as {@link Budgets} says; where no proposal can save it, the next furthest.
 *
 * <p>A search is deterministic if its evaluator is. The order in which evaluations come, interruptions and resumes
 * change nothing.
 *
 * @param <M> the type of models
 * @see <a href="https://arxiv.org/abs/1804.03230">Yang et al. 2018, algorithm 1</a>
 */
public final class Search<M> {

    /** Why a search ended. */
    public enum End {
        /** The network is within all budgets. */
        BUDGET_MET,
        /** The schedule's iterations are used up. */
        ITERATIONS_USED_UP,
        /** Nothing can shrink enough for the next constraint. */
        NOTHING_FEASIBLE
    }

    /**
     * How a search ended.
     *
     * @param end the reason
     * @param state the state with all iterations
     * @param <M> the type of models
     */
    public record Result<M>(End end, SearchState<M> state) {}

    private final Proposals proposals;
    private final Budgets budgets;
    private final SelectionRule rule;
    private final Evaluator<M> evaluator;
    private final SearchListener<M> listener;
    private SearchState<M> state;

    /**
     * Makes a search, new or resumed.
     *
     * @param proposals makes the proposals of each iteration
     * @param budgets the resources that are saved, with the start of {@code state}
     * @param state the state from which the search goes on: a new one, or the last of a search with the same arguments
     */
    public Search(
            Proposals proposals,
            Budgets budgets,
            SelectionRule rule,
            Evaluator<M> evaluator,
            SearchListener<M> listener,
            SearchState<M> state) {
        this.proposals = proposals;
        this.budgets = budgets;
        this.rule = rule;
        this.evaluator = evaluator;
        this.listener = listener;
        this.state = state;
    }

    /** Makes a search that saves the resource of its proposals alone. */
    public Search(
            Proposals proposals,
            ReductionSchedule schedule,
            SelectionRule rule,
            Evaluator<M> evaluator,
            SearchListener<M> listener,
            SearchState<M> state) {
        this(
                proposals,
                new Budgets(List.of(new Budget(proposals.resource(), schedule)), state.start()),
                rule,
                evaluator,
                listener,
                state);
    }

    /** The task of an iteration: the resource that it saves, by its index, and the amount that proposals may use. */
    private record Goal(int number, int index, double amount, double constraint, List<Proposal> proposals) {}

    /**
     * Runs the search to its end.
     *
     * @throws IllegalStateException if all proposals of an iteration failed
     */
    public Result<M> run() {
        while (true) {
            List<Double> amounts = budgets.amounts(state.current());
            List<Integer> open = budgets.open(amounts);
            int number = state.iterations().size() + 1;
            if (open.isEmpty()) {
                return new Result<>(End.BUDGET_MET, state);
            }
            if (number > budgets.all().get(0).schedule().maxIterations()) {
                return new Result<>(End.ITERATIONS_USED_UP, state);
            }
            Optional<Goal> goal = open.stream()
                    .map(index -> goal(number, index, amounts.get(index)))
                    .filter(each -> each.proposals().stream().anyMatch(Proposal::feasible))
                    .findFirst();
            if (goal.isEmpty()) {
                return new Result<>(End.NOTHING_FEASIBLE, state);
            }
            iterate(goal.get());
        }
    }

    private Goal goal(int number, int index, double amount) {
        double constraint = budgets.constraint(index, number, amount);
        List<Proposal> all = proposals
                .saving(budgets.all().get(index).resource())
                .next(state.current().network(), constraint);
        return new Goal(number, index, amount, constraint, all);
    }

    private void iterate(Goal goal) {
        Candidate<M> current = state.current();
        List<Proposal> feasible =
                goal.proposals().stream().filter(Proposal::feasible).toList();
        List<Proposal> remaining = feasible.stream()
                .filter(proposal -> !evaluations().containsKey(proposal.group()))
                .toList();
        String saved = budgets.saved(goal.index());
        Round<M> round = new Round<>(goal.number(), current, goal.constraint(), saved, remaining);
        listener.started(round, goal.proposals());
        if (!remaining.isEmpty()) {
            evaluator.evaluate(round, this::keep);
        }
        List<Evaluation<M>> inOrder = inOrder(goal.number(), feasible);
        SelectionRule.Entry<M> best = best(goal, current, feasible, inOrder);
        Proposal won = best.proposal();
        double searched = goal.index() == 0
                ? won.resource()
                : budgets.all().get(0).resource().total(won.network());
        Candidate<M> winner = new Candidate<>(
                won.network(), best.scored().model(), searched, best.scored().accuracy());
        Iteration<M> iteration = new Iteration<>(
                goal.number(), goal.constraint(), saved, goal.proposals(), inOrder, won.group(), winner);
        state = state.finish(iteration);
        listener.finished(iteration, state);
    }

    private synchronized void keep(Evaluation<M> evaluation) {
        state = state.with(evaluation);
        listener.evaluated(evaluation, state);
    }

    private Map<String, Evaluation<M>> evaluations() {
        Map<String, Evaluation<M>> byGroup = new LinkedHashMap<>();
        state.evaluations().forEach(evaluation -> byGroup.put(evaluation.group(), evaluation));
        return byGroup;
    }

    private List<Evaluation<M>> inOrder(int number, List<Proposal> feasible) {
        Map<String, Evaluation<M>> known = evaluations();
        return feasible.stream()
                .map(proposal -> {
                    Evaluation<M> evaluation = known.get(proposal.group());
                    if (evaluation == null) {
                        throw new IllegalStateException("Missing evaluation of proposal " + proposal.group()
                                + " in iteration " + number + " (must be told for every proposal)");
                    }
                    return evaluation;
                })
                .toList();
    }

    private SelectionRule.Entry<M> best(
            Goal goal, Candidate<M> current, List<Proposal> feasible, List<Evaluation<M>> evaluations) {
        List<SelectionRule.Entry<M>> entries = new ArrayList<>();
        for (int i = 0; i < feasible.size(); i++) {
            if (evaluations.get(i) instanceof Evaluation.Scored<M> scored) {
                entries.add(new SelectionRule.Entry<>(feasible.get(i), scored));
            }
        }
        Candidate<M> saving = new Candidate<>(current.network(), current.model(), goal.amount(), current.accuracy());
        return rule.select(saving, entries)
                .orElseThrow(() -> new IllegalStateException("All " + feasible.size() + " proposals of iteration "
                        + goal.number() + " failed: " + evaluations));
    }
}
