package org.bitadapt.netadapt.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * NetAdapt: each iteration goes on with the best of the proposals that meet a falling constraint.
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
        /** The network is within the budget. */
        BUDGET_MET,
        /** The schedule's iterations are used up. */
        ITERATIONS_USED_UP,
        /** No group can shrink enough for the next constraint. */
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
    private final ReductionSchedule schedule;
    private final SelectionRule rule;
    private final Evaluator<M> evaluator;
    private final SearchListener<M> listener;
    private SearchState<M> state;

    /**
     * Makes a search, new or resumed.
     *
     * @param proposals makes the proposals of each iteration
     * @param state the state from which the search goes on: a new one, or the last of a search with the same arguments
     */
    public Search(
            Proposals proposals,
            ReductionSchedule schedule,
            SelectionRule rule,
            Evaluator<M> evaluator,
            SearchListener<M> listener,
            SearchState<M> state) {
        this.proposals = proposals;
        this.schedule = schedule;
        this.rule = rule;
        this.evaluator = evaluator;
        this.listener = listener;
        this.state = state;
    }

    /**
     * Runs the search to its end.
     *
     * @throws IllegalStateException if all proposals of an iteration failed
     */
    public Result<M> run() {
        while (true) {
            Candidate<M> current = state.current();
            double start = state.start().resource();
            int number = state.iterations().size() + 1;
            if (current.resource() <= schedule.budgetOf(start)) {
                return new Result<>(End.BUDGET_MET, state);
            }
            if (number > schedule.maxIterations()) {
                return new Result<>(End.ITERATIONS_USED_UP, state);
            }
            double constraint = schedule.constraint(number, start, current.resource());
            List<Proposal> all = proposals.next(current.network(), constraint);
            if (all.stream().noneMatch(Proposal::feasible)) {
                return new Result<>(End.NOTHING_FEASIBLE, state);
            }
            iterate(number, constraint, all);
        }
    }

    private void iterate(int number, double constraint, List<Proposal> all) {
        Candidate<M> current = state.current();
        List<Proposal> feasible = all.stream().filter(Proposal::feasible).toList();
        List<Proposal> remaining = feasible.stream()
                .filter(proposal -> !evaluations().containsKey(proposal.group()))
                .toList();
        Round<M> round = new Round<>(number, current, constraint, remaining);
        listener.started(round, all);
        if (!remaining.isEmpty()) {
            evaluator.evaluate(round, this::keep);
        }
        List<Evaluation<M>> inOrder = inOrder(number, feasible);
        SelectionRule.Entry<M> best = best(number, current, feasible, inOrder);
        Candidate<M> winner = new Candidate<>(
                best.proposal().network(),
                best.scored().model(),
                best.proposal().resource(),
                best.scored().accuracy());
        Iteration<M> iteration = new Iteration<>(
                number, constraint, all, inOrder, best.proposal().group(), winner);
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
            int number, Candidate<M> current, List<Proposal> feasible, List<Evaluation<M>> evaluations) {
        List<SelectionRule.Entry<M>> entries = new ArrayList<>();
        for (int i = 0; i < feasible.size(); i++) {
            if (evaluations.get(i) instanceof Evaluation.Scored<M> scored) {
                entries.add(new SelectionRule.Entry<>(feasible.get(i), scored));
            }
        }
        return rule.select(current, entries)
                .orElseThrow(() -> new IllegalStateException(
                        "All " + feasible.size() + " proposals of iteration " + number + " failed: " + evaluations));
    }
}
