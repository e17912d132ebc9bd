package org.bitadapt.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bitadapt.netadapt.pruning.FilterRanking;
import org.bitadapt.netadapt.resource.ResourceKind;
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
                        FilterRanking.L2,
                        SelectionRule.HIGHEST_ACCURACY,
                        1,
                        new ReductionConfig(Amounts.RELATIVE, 0.03, 0.98, 20, 0.6),
                        new LatencyConfig("local", "", 16, 64, 1, 0.5),
                        new ShortTermConfig(12800, 0.01, 4000),
                        new LongTermConfig(20, 0.02)));
    }

    @Test
    void everyKeyIsRead() {
        assertThat(read("""
                        netadapt {
                          resource = macs, hardware = tangram, channel-multiple = 4, linear-multiple = 16, filters = l1
                          selection = least-loss-per-resource, seed = 9
                          reduction {
                            amounts = absolute, initial-reduction = 5, decay = 1, max-iterations = 3, budget = 70
                          }
                          latency {
                            target = board, table = t.csv, step = 2, linear-step = 3
                            warm-up-seconds = 0, measure-seconds = 4
                          }
                          short-term { images = 1, learning-rate = 2, held-out = 3 }
                          long-term { epochs = 4, learning-rate = 5 }
                        }
                        """))
                .isEqualTo(new NetAdaptConfig(
                        ResourceKind.MACS,
                        "tangram",
                        4,
                        16,
                        FilterRanking.L1,
                        SelectionRule.LEAST_LOSS_PER_RESOURCE,
                        9,
                        new ReductionConfig(Amounts.ABSOLUTE, 5, 1, 3, 70),
                        new LatencyConfig("board", "t.csv", 2, 3, 0, 4),
                        new ShortTermConfig(1, 2, 3),
                        new LongTermConfig(4, 5)));
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
