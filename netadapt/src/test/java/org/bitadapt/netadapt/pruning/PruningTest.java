package org.bitadapt.netadapt.pruning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.bitadapt.common.channel.ChannelGroup;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.netadapt.Samples;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.bitadapt.quant.engine.parameter.ParameterSlice;
import org.junit.jupiter.api.Test;

class PruningTest {

    private static final NetworkSpec NETWORK = Samples.residual(PrecisionPolicy.BINARY);
    private static final ParameterLayout LAYOUT = ParameterLayout.of(LoweredNetwork.of(NETWORK));

    private final float[] parameters = new float[LAYOUT.size()];

    @Test
    void normsAddUpOverAllProducers() {
        row("stem", 0, 3f, 27);
        row("a2", 0, 4f, 24 * 9);
        Pruning l2 = pruning(FilterRanking.L2);
        assertThat(l2.scores(stream(l2))[0]).isEqualTo(Math.sqrt(27 * 9 + 24 * 9 * 16));
        Pruning l1 = pruning(FilterRanking.L1);
        assertThat(l1.scores(stream(l1))[0]).isEqualTo(27 * 3 + 24 * 9 * 4);
    }

    @Test
    void theHighestScoresStayInTheirOrder() {
        row("stem", 9, 2f, 27);
        row("b", 4, 5f, 16 * 9);
        row("a2", 15, 1f, 24 * 9);
        Pruning pruning = pruning(FilterRanking.L2);
        assertThat(pruning.keep(stream(pruning), 3)).containsExactly(4, 9, 15);
        assertThat(pruning.keep(stream(pruning), 1)).containsExactly(4);
    }

    @Test
    void ofEqualsTheFirstStay() {
        Pruning pruning = pruning(FilterRanking.L1);
        assertThat(pruning.keep(stream(pruning), 4)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void chanceIsTheSameForTheSameSeed() {
        Pruning pruning = pruning(FilterRanking.RANDOM);
        assertThat(pruning.keep(stream(pruning), 8))
                .isEqualTo(pruning(FilterRanking.RANDOM).keep(stream(pruning), 8))
                .isNotEqualTo(new Pruning(NETWORK, parameters, FilterRanking.RANDOM, 2).keep(stream(pruning), 8));
    }

    @Test
    void wrongArgumentsAreNamed() {
        Pruning pruning = pruning(FilterRanking.L2);
        assertThatThrownBy(() -> pruning.keep(stream(pruning), 17))
                .hasMessage("Invalid channels of group stem: 17 (must be 1..16)");
        assertThatThrownBy(() -> new Pruning(NETWORK, new float[2], FilterRanking.L2, 1))
                .hasMessageStartingWith("Invalid parameters: 2 values");
        assertThatThrownBy(() -> FilterRanking.of("l3"))
                .hasMessageStartingWith("Invalid filter ranking: l3 (must be one of l2, l1, random)");
    }

    private Pruning pruning(FilterRanking ranking) {
        return new Pruning(NETWORK, parameters, ranking, 1);
    }

    private static ChannelGroup stream(Pruning pruning) {
        return pruning.groups().named("stem");
    }

    private void row(String node, int output, float value, int length) {
        ParameterSlice slice = LAYOUT.slice(node, ParameterRole.WEIGHT);
        Arrays.fill(parameters, slice.offset() + output * length, slice.offset() + (output + 1) * length, value);
    }
}
