package org.bitadapt.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.bitadapt.netadapt.pruning.FilterRanking;
import org.bitadapt.netadapt.resource.ResourceKind;
import org.bitadapt.netadapt.search.ProposalRules.Takes;
import org.bitadapt.netadapt.search.ReductionSchedule;
import org.bitadapt.netadapt.search.ReductionSchedule.Amounts;
import org.bitadapt.netadapt.search.SelectionRule;
import org.junit.jupiter.api.Test;

class NetAdaptConfigTest {

    @Test
    void defaults() {
        assertThat(read(""))
                .isEqualTo(new NetAdaptConfig(
                        ResourceKind.LATENCY,
                        "eyeriss",
                        8,
                        64,
                        Takes.CHANNELS,
                        List.of(),
                        FilterRanking.L2,
                        SelectionRule.HIGHEST_ACCURACY,
                        1,
                        new ReductionConfig(Amounts.RELATIVE, 0.03, 0.98, 20, 0.6),
                        new LimitsConfig(1, 1, 1, 1, 1),
                        new LatencyConfig("local", "", 16, 64, 1, 0.5),
                        new ShortTermConfig(12800, 0.01, 4000),
                        new LongTermConfig(20, 0.02)));
    }

    @Test
    void everyKeyIsRead() {
        assertThat(read("""
                        netadapt {
                          resource = memory, proposals = both, exclude = [conv1, "layer3.*"], hardware = tangram, channel-multiple = 4, linear-multiple = 16, filters = l1
                          selection = least-loss-per-resource, seed = 9
                          reduction {
                            amounts = relative, initial-reduction = 0.5, decay = 1, max-iterations = 3, budget = 0.7
                          }
                          limits { energy = 0.1, edp = 0.2, macs = 0.3, weights = 0.4 }
                          latency {
                            target = board, table = t.csv, step = 2, linear-step = 3
                            warm-up-seconds = 0, measure-seconds = 4
                          }
                          short-term { images = 1, learning-rate = 2, held-out = 3 }
                          long-term { epochs = 4, learning-rate = 5 }
                        }
                        """))
                .isEqualTo(new NetAdaptConfig(
                        ResourceKind.MEMORY,
                        "tangram",
                        4,
                        16,
                        Takes.BOTH,
                        List.of("conv1", "layer3.*"),
                        FilterRanking.L1,
                        SelectionRule.LEAST_LOSS_PER_RESOURCE,
                        9,
                        new ReductionConfig(Amounts.RELATIVE, 0.5, 1, 3, 0.7),
                        new LimitsConfig(0.1, 0.2, 1, 0.3, 0.4),
                        new LatencyConfig("board", "t.csv", 2, 3, 0, 4),
                        new ShortTermConfig(1, 2, 3),
                        new LongTermConfig(4, 5)));
    }

    @Test
    void absoluteAmountsAreRead() {
        assertThat(read("netadapt.reduction { amounts = absolute, initial-reduction = 5, budget = 70 }")
                        .reduction())
                .isEqualTo(new ReductionConfig(Amounts.ABSOLUTE, 5, 0.98, 20, 70));
    }

    @Test
    void limitsBelowOneAreBudgets() {
        NetAdaptConfig config = read("netadapt { resource = latency, limits { memory = 0.5, energy = 0.7 } }");
        assertThat(config.limits().budgets())
                .containsExactly(entry(ResourceKind.ENERGY, 0.7), entry(ResourceKind.MEMORY, 0.5));
        assertThat(config.reduction().schedule(0.7)).isEqualTo(ReductionSchedule.relative(0.03, 0.98, 20, 0.7));
        assertThat(read("").limits().budgets()).isEmpty();
    }

    @Test
    void planesSaveOnlyWhatCountsThem() {
        for (String resource : List.of("latency", "memory", "energy", "edp")) {
            assertThat(read("netadapt { proposals = planes, resource = " + resource + " }")
                            .rules()
                            .takes())
                    .isEqualTo(Takes.PLANES);
        }
        for (String resource : List.of("macs", "weights")) {
            for (String takes : List.of("planes", "both")) {
                assertThatThrownBy(() -> read("netadapt { resource = " + resource + ", proposals = " + takes + " }"))
                        .hasMessageStartingWith(
                                "Invalid netadapt.proposals: " + takes
                                        + " (must be channels with a budget of " + resource
                                        + ", which planes do not change; give latency or energy or edp or memory a budget to take planes)");
            }
        }
        assertThat(read("netadapt { resource = macs, limits.memory = 0.5, proposals = both }")
                        .rules()
                        .takes())
                .isEqualTo(Takes.BOTH);
        assertThatThrownBy(() -> read("netadapt { resource = macs, limits.memory = 0.5, proposals = planes }"))
                .hasMessageContaining("Invalid netadapt.proposals: planes (must be channels with a budget of macs,");
        assertThat(read("netadapt { resource = latency, limits.macs = 0.5, proposals = both }")
                        .rules()
                        .takes())
                .isEqualTo(Takes.BOTH);
    }

    @Test
    void impossibleLimitsAreRefused() {
        assertThatThrownBy(() -> read("netadapt { resource = memory, limits { memory = 0.5, macs = 0.4 } }"))
                .hasMessage("Invalid netadapt.limits.memory: 0.5 (must be 1, because its budget is"
                        + " netadapt.reduction.budget) in test.conf:1");
        assertThatThrownBy(() -> read("netadapt { reduction { amounts = absolute, budget = 9 }, limits.memory = 0.5 }"))
                .hasMessage(
                        "Invalid netadapt.reduction.amounts: absolute (must be relative with netadapt.limits, which are"
                                + " shares of the start) in test.conf:1");
        assertThatThrownBy(() -> read("netadapt { limits { memory = 1.5, macs = 0, latency = 0.5 } }"))
                .hasMessageContaining("Invalid netadapt.limits.memory: 1.5 (must be above 0, at most 1)")
                .hasMessageContaining("Invalid netadapt.limits.macs: 0.0 (must be above 0, at most 1)")
                .hasMessageContaining("Unknown setting: netadapt.limits.latency");
        assertThatThrownBy(() -> read("netadapt.exclude = conv1"))
                .hasMessageContaining("Invalid netadapt.exclude: conv1 (must be a list of texts)");
    }

    @Test
    void violationsNameTheRule() {
        assertThatThrownBy(() -> read("""
                        netadapt {
                          resource = time
                          channel-multiple = 0
                          reduction { budget = 2 }
                          latency { step = 0 }
                          short-term { images = 0 }
                          long-term { learning-rate = 0 }
                        }
                        """))
                .hasMessageContaining("Invalid netadapt.resource: time (must be one of latency, energy")
                .hasMessageContaining("Invalid netadapt.channel-multiple: 0 (must be 1 or more)")
                .hasMessageContaining("Invalid netadapt.reduction.budget: 2.0 (must be above 0 and below 1)")
                .hasMessageContaining("Invalid netadapt.latency.step: 0 (must be 1 or more)")
                .hasMessageContaining("Invalid netadapt.short-term.images: 0 (must be 1 or more)")
                .hasMessageContaining("Invalid netadapt.long-term.learning-rate: 0.0 (must be finite and above 0");
    }

    private static NetAdaptConfig read(String text) {
        return AdaptationJobConfig.of(Settings.text("test.conf", text)).netadapt();
    }
}
