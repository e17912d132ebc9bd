package org.bitadapt.netadapt.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bitadapt.common.channel.ChannelGroup;
import org.bitadapt.common.channel.ChannelGroups;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Node;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.common.network.Width;
import org.bitadapt.netadapt.Samples;
import org.bitadapt.netadapt.energy.Hardware;
import org.bitadapt.netadapt.resource.Energy;
import org.bitadapt.netadapt.resource.Macs;
import org.bitadapt.netadapt.resource.Memory;
import org.bitadapt.netadapt.resource.Resource;
import org.bitadapt.netadapt.search.ProposalRules.Takes;
import org.junit.jupiter.api.Test;

class BudgetsTest {

    private static final NetworkSpec NETWORK = Samples.residual(PrecisionPolicy.BINARY.withWidth(new Width(4, 8)));
    private static final List<Resource> RESOURCES =
            List.of(new Memory(), new Energy(Hardware.named("eyeriss")), new Macs());
    private static final double[] SHARES = {0.65, 0.58, 0.5};
    private static final int MOST = 25;

    private static Budgets budgets() {
        List<Budget> all = new ArrayList<>();
        for (int i = 0; i < SHARES.length; i++) {
            all.add(new Budget(RESOURCES.get(i), ReductionSchedule.relative(0.05, 0.95, MOST, SHARES[i])));
        }
        return new Budgets(all, start());
    }

    private static Candidate<String> start() {
        return new Candidate<>(NETWORK, "start", RESOURCES.get(0).total(NETWORK), 0.9);
    }

    /** An accuracy by chance, which depends on the name and what is left only. */
    private static double luck(String name, int left) {
        return Math.floorMod((name + left).hashCode() * 31, 997) / 997.0;
    }

    private static void score(Round<String> round, Consumer<Evaluation<String>> finished) {
        round.proposals().forEach(proposal -> {
            double luck = luck(proposal.group(), proposal.left());
            finished.accept(new Evaluation.Scored<>(proposal.group(), luck / 2, luck, "model"));
        });
    }

    private static Search.Result<String> search(SearchState<String> state) {
        return new Search<>(
                        new Proposals(
                                RESOURCES.get(0),
                                new ProposalRules(Takes.BOTH, new ChannelMultiples(2, 2), Exclusions.NONE)),
                        budgets(),
                        SelectionRule.HIGHEST_ACCURACY,
                        BudgetsTest::score,
                        new SearchListener<>() {},
                        state)
                .run();
    }

    @Test
    void theSearchTakesTheStepsOfAPlainLoop() {
        List<String> expected = plainLoop();
        Search.Result<String> result = search(SearchState.of(start()));
        assertThat(result.state().iterations())
                .extracting(iteration -> iteration.saved() + " " + iteration.group() + " "
                        + iteration.winner().resource())
                .isEqualTo(expected);
        assertThat(result.state().iterations()).extracting(Iteration::saved).contains("memory", "energy", "macs");
        assertThat(result.state().iterations()).extracting(Iteration::group).anyMatch(name -> name.endsWith(":planes"));
        assertThat(result.end()).isEqualTo(Search.End.BUDGET_MET);
        for (int i = 0; i < SHARES.length; i++) {
            assertThat(RESOURCES.get(i).total(result.state().current().network()))
                    .isLessThanOrEqualTo(SHARES[i] * RESOURCES.get(i).total(NETWORK));
        }
    }

    @Test
    void aSearchGoesOnFromWhatWasWritten() {
        SearchState<String> whole = search(SearchState.of(start())).state();
        SearchJson<String> json = new SearchJson<>(String.class);
        assertThat(json.read(json.write(whole))).isEqualTo(whole);
        SearchState<String> half =
                new SearchState<>(whole.start(), whole.iterations().subList(0, 3), List.of());
        assertThat(search(json.read(json.write(half))).state()).isEqualTo(whole);
    }

    /** A step of the plain loop: a network, and how it came about. */
    private record Step(String name, int left, NetworkSpec network) {}

    private static List<String> plainLoop() {
        List<String> steps = new ArrayList<>();
        NetworkSpec now = NETWORK;
        for (int iteration = 1; iteration <= MOST; iteration++) {
            int furthest = -1;
            double most = 0;
            for (int i = 0; i < SHARES.length; i++) {
                double start = RESOURCES.get(i).total(NETWORK);
                double open = (RESOURCES.get(i).total(now) / start - SHARES[i]) / (1 - SHARES[i]);
                if (open > most + 1e-12) {
                    most = open;
                    furthest = i;
                }
            }
            if (furthest < 0) {
                return steps;
            }
            Resource resource = RESOURCES.get(furthest);
            double start = resource.total(NETWORK);
            double limit = Math.max(
                    resource.total(now) - start * 0.05 * Math.pow(0.95, iteration - 1), start * SHARES[furthest]);
            Step best = null;
            for (Step step : largest(now, resource, limit)) {
                boolean better = best == null || luck(step.name(), step.left()) > luck(best.name(), best.left());
                best = better ? step : best;
            }
            now = best.network();
            steps.add(resource.kind().name().toLowerCase(java.util.Locale.ROOT) + " " + best.name() + " "
                    + RESOURCES.get(0).total(now));
        }
        return steps;
    }

    /** For every group and layer the largest number that is within the limit, found by trying all. */
    private static List<Step> largest(NetworkSpec network, Resource resource, double limit) {
        List<Step> found = new ArrayList<>();
        for (ChannelGroup group : ChannelGroups.of(network).prunable()) {
            for (int channels = group.channels() - 1; channels > 0; channels--) {
                NetworkSpec smaller = ChannelGroups.of(network).withChannels(group, channels);
                if (channels % 2 == 0 && resource.total(smaller) <= limit) {
                    found.add(new Step(group.name(), channels, smaller));
                    break;
                }
            }
        }
        for (Node node : network.weighted()) {
            for (int planes = ((LayerSpec.Weighted) node.layer()).weights().planes() - 1; planes > 0; planes--) {
                WeightPrecision precision = WeightPrecision.ofPlanes(planes);
                NetworkSpec smaller = network.mapLayers(each -> each.name().equals(node.name())
                        ? ((LayerSpec.Weighted) each.layer()).withWeights(precision)
                        : each.layer());
                if (resource.total(smaller) <= limit) {
                    found.add(new Step(node.name() + ":planes", planes, smaller));
                    break;
                }
            }
        }
        return found;
    }

    /** Of budgets 65, 58 and 50 the amounts 80, 90 and 80 have 15/35, 32/42 and 30/50 still to save. */
    @Test
    void theFurthestIsTheOneWithTheLargestShareStillToSave() {
        Budgets budgets = budgets();
        List<Double> starts = budgets.starts();
        assertThat(budgets.open(List.of(0.8 * starts.get(0), 0.9 * starts.get(1), 0.8 * starts.get(2))))
                .containsExactly(1, 2, 0);
        assertThat(budgets.open(starts)).containsExactly(0, 1, 2);
        assertThat(budgets.open(List.of(0.5 * starts.get(0), 0.58 * starts.get(1), 0.76 * starts.get(2))))
                .containsExactly(2);
    }

    @Test
    void stepsOfSeveralResourcesAddUp() {
        assertThat(budgets().reach())
                .isEqualTo(
                        "The schedule cannot be sure to reach all budgets: its steps add up to 72.3 % after 25 iterations,"
                                + " and the budgets ask for 127.0 % together. A step for one resource mostly saves others, too."
                                + " Use an initial-reduction of at least 0.08788.");
        Budgets one = new Budgets(
                List.of(new Budget(RESOURCES.get(0), ReductionSchedule.relative(0.05, 0.95, MOST, 0.55))), start());
        assertThat(one.reach()).startsWith("The schedule reaches its reduction of 45.0 %");
        assertThat(one.saved("").resource()).isEqualTo(RESOURCES.get(0));
        assertThat(budgets().saved("macs").resource()).isEqualTo(RESOURCES.get(2));
    }

    /** At 0.2 a step without decay, 45 % less takes 3 steps and 30 % less takes 2. */
    @Test
    void theIterationsOfAllResourcesAreStillToCome() {
        List<Budget> all = List.of(
                new Budget(RESOURCES.get(0), ReductionSchedule.relative(0.2, 1, MOST, 0.55)),
                new Budget(RESOURCES.get(1), ReductionSchedule.relative(0.2, 1, MOST, 0.7)));
        Budgets budgets = new Budgets(all, start());
        double constraint = 0.8 * budgets.starts().get(0);
        assertThat(budgets.iterationsAfter(new Round<>(1, start(), constraint, "memory", List.of())))
                .isEqualTo(4);
    }
}
