package org.bitadapt.netadapt.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.bitadapt.common.channel.ChannelGroups;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.netadapt.resource.Macs;
import org.bitadapt.netadapt.search.Search.End;
import org.bitadapt.netadapt.search.Search.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {

    private static final SearchJson<String> JSON = new SearchJson<>(String.class);

    private static final NetworkSpec NETWORK = Networks.named("alexnet-cifar", 10);
    private static final Macs MACS = new Macs();
    private static final ReductionSchedule SCHEDULE = ReductionSchedule.relative(0.05, 0.95, 20, 0.5);

    /** Stands for the end of a process. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Scores at random, always the same for the same proposal, and remembers the proposals that it was asked for. */
    private static final class Dice implements Evaluator<String> {
        private final List<String> asked = new ArrayList<>();
        private final boolean backwards;
        private int killAfter = Integer.MAX_VALUE;
        private String failing = "";

        Dice(boolean backwards) {
            this.backwards = backwards;
        }

        @Override
        public void evaluate(Round<String> round, Consumer<Evaluation<String>> finished) {
            List<Proposal> order = new ArrayList<>(round.proposals());
            if (backwards) {
                Collections.reverse(order);
            }
            for (Proposal proposal : order) {
                if (killAfter-- == 0) {
                    throw new Killed();
                }
                asked.add(round.iteration() + " " + proposal.group());
                finished.accept(evaluation(round, proposal));
            }
        }

        private Evaluation<String> evaluation(Round<String> round, Proposal proposal) {
            if (proposal.group().equals(failing)) {
                return new Evaluation.Failed<>(proposal.group(), "out of memory");
            }
            double luck = (round.seed(5, proposal) & 0xff) / 256.0;
            return new Evaluation.Scored<>(proposal.group(), luck / 2, luck, "model " + proposal.group() + luck);
        }
    }

    private static SearchState<String> start() {
        return SearchState.of(new Candidate<>(NETWORK, "start", MACS.total(NETWORK), 0.9));
    }

    private static Search<String> search(
            Evaluator<String> evaluator, SearchState<String> state, SearchListener<String> listener) {
        return new Search<>(
                new Proposals(MACS, ChannelMultiples.DEFAULT),
                SCHEDULE,
                SelectionRule.HIGHEST_ACCURACY,
                evaluator,
                listener,
                state);
    }

    private static Result<String> run(Evaluator<String> evaluator) {
        return search(evaluator, start(), new SearchListener<>() {}).run();
    }

    @Test
    void theMostAccurateProposalWinsEachIteration() {
        Result<String> result = run(new Dice(false));
        assertThat(result.state().iterations()).isNotEmpty().allSatisfy(iteration -> {
            double best = iteration.evaluations().stream()
                    .mapToDouble(evaluation -> ((Evaluation.Scored<String>) evaluation).accuracy())
                    .max()
                    .orElseThrow();
            assertThat(iteration.winner().accuracy()).isEqualTo(best);
            assertThat(iteration.winner().resource())
                    .isLessThanOrEqualTo(iteration.constraint())
                    .isEqualTo(MACS.total(iteration.winner().network()));
            assertThat(ChannelGroups.of(iteration.winner().network())
                                    .named(iteration.group())
                                    .channels()
                            % 8)
                    .isZero();
        });
    }

    @Test
    void theSearchEndsWithinTheBudgetOrWhenNothingShrinks() {
        Result<String> result = run(new Dice(false));
        boolean met = result.state().current().resource() <= 0.5 * MACS.total(NETWORK);
        assertThat(result.end()).isEqualTo(met ? End.BUDGET_MET : End.NOTHING_FEASIBLE);
        Search<String> narrow = new Search<>(
                new Proposals(MACS, ChannelMultiples.DEFAULT),
                ReductionSchedule.relative(0.01, 1, 2, 0.5),
                SelectionRule.HIGHEST_ACCURACY,
                new Dice(false),
                new SearchListener<>() {},
                start());
        Result<String> short2 = narrow.run();
        assertThat(short2.end()).isEqualTo(End.ITERATIONS_USED_UP);
        assertThat(short2.state().iterations()).hasSize(2);
    }

    @Test
    void theOrderOfEvaluationsChangesNothing() {
        assertThat(run(new Dice(true))).isEqualTo(run(new Dice(false)));
    }

    @ParameterizedTest(name = "after {0}")
    @ValueSource(ints = {0, 1, 3, 7, 8, 9})
    void aSearchThatWasKilledGoesOnWhereItWas(int evaluations) throws Exception {
        Dice whole = new Dice(false);
        Result<String> expected = run(whole);
        List<SearchState<String>> saved = new ArrayList<>(List.of(start()));
        SearchListener<String> saver = new SearchListener<>() {
            @Override
            public void evaluated(Evaluation<String> evaluation, SearchState<String> state) {
                saved.add(state);
            }

            @Override
            public void finished(Iteration<String> iteration, SearchState<String> state) {
                saved.add(state);
            }
        };
        Dice killed = new Dice(false);
        killed.killAfter = evaluations;
        assertThatThrownBy(() -> search(killed, start(), saver).run()).isInstanceOf(Killed.class);
        Dice resumed = new Dice(true);

        Result<String> actual =
                search(resumed, copy(saved.get(saved.size() - 1)), saver).run();

        assertThat(actual).isEqualTo(expected);
        List<String> asked = new ArrayList<>(killed.asked);
        asked.addAll(resumed.asked);
        assertThat(asked).containsExactlyInAnyOrderElementsOf(whole.asked);
    }

    @Test
    void aProposalThatFailsIsLeftOut() {
        Dice dice = new Dice(false);
        dice.failing = "conv2";
        Result<String> result = run(dice);
        assertThat(result.state().iterations()).extracting(Iteration::group).doesNotContain("conv2");
        assertThat(result.state().iterations().get(0).evaluations())
                .contains(new Evaluation.Failed<>("conv2", "out of memory"));
    }

    @Test
    void statesAreReadAsTheyWereWritten() {
        Dice dice = new Dice(false);
        dice.failing = "conv2";
        List<SearchState<String>> states = new ArrayList<>(List.of(start()));
        SearchListener<String> saver = new SearchListener<>() {
            @Override
            public void evaluated(Evaluation<String> evaluation, SearchState<String> state) {
                states.add(state);
            }
        };
        states.add(search(dice, start(), saver).run().state());
        assertThat(states)
                .hasSizeGreaterThan(20)
                .allSatisfy(state -> assertThat(JSON.read(JSON.write(state))).isEqualTo(state));
    }

    @Test
    void whatIsNoStateIsRefused() {
        assertThatThrownBy(() -> JSON.read("{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid state of a search: ")
                .hasMessageContaining("'start'");
        assertThatThrownBy(() -> JSON.read("{")).hasMessageStartingWith("Invalid state of a search: ");
    }

    @Test
    void aSearchWhoseProposalsAllFailStops() {
        Evaluator<String> broken = (round, finished) -> round.proposals()
                .forEach(proposal -> finished.accept(new Evaluation.Failed<>(proposal.group(), "no data")));
        assertThatThrownBy(() -> run(broken))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("proposals of iteration 1 failed")
                .hasMessageContaining("no data");
        assertThatThrownBy(() -> run((round, finished) -> {}))
                .hasMessageStartingWith("Missing evaluation of proposal conv1 in iteration 1");
    }

    @Test
    void lossIsWeighedByWhatIsSaved() {
        Candidate<String> current = new Candidate<>(NETWORK, "start", 100, 0.9);
        // Entry a loses 0.01 for a saving of 5, and entry b loses 0.015 for 10.
        List<SelectionRule.Entry<String>> losses = List.of(entry("a", 95, 0.89), entry("b", 90, 0.885));
        assertThat(winner(SelectionRule.HIGHEST_ACCURACY, current, losses)).isEqualTo("a");
        assertThat(winner(SelectionRule.LEAST_LOSS_PER_RESOURCE, current, losses))
                .isEqualTo("b");
        List<SelectionRule.Entry<String>> gains = List.of(entry("a", 95, 0.91), entry("b", 90, 0.91));
        assertThat(winner(SelectionRule.LEAST_LOSS_PER_RESOURCE, current, gains))
                .isEqualTo("b");
    }

    @Test
    void ofEqualsTheOneThatUsesLessThenTheFirstWins() {
        Candidate<String> current = new Candidate<>(NETWORK, "start", 100, 0.9);
        assertThat(winner(
                        SelectionRule.HIGHEST_ACCURACY,
                        current,
                        List.of(entry("a", 95, 0.8), entry("b", 94, 0.8), entry("c", 94, 0.8))))
                .isEqualTo("b");
    }

    private static SelectionRule.Entry<String> entry(String group, double resource, double accuracy) {
        return new SelectionRule.Entry<>(
                new Proposal(group, 8, NETWORK, resource, true), new Evaluation.Scored<>(group, 0, accuracy, group));
    }

    private static String winner(
            SelectionRule rule, Candidate<String> current, List<SelectionRule.Entry<String>> entries) {
        return rule.select(current, entries).orElseThrow().proposal().group();
    }

    @SuppressWarnings("unchecked") // what was written is read
    private static SearchState<String> copy(SearchState<String> state) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(state);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (SearchState<String>) in.readObject();
        }
    }
}
