package org.bitadapt.netadapt.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.bitadapt.common.channel.ChannelGroup;
import org.bitadapt.common.channel.ChannelGroups;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.netadapt.Samples;
import org.bitadapt.netadapt.energy.Hardware;
import org.bitadapt.netadapt.energy.NetworkEnergy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EnergyTest {

    private static final Hardware EYERISS = Hardware.named("eyeriss");

    @Test
    void theEnergyDelayProductIsThatOfTheWholeNetwork() {
        NetworkSpec network = Networks.named("resnet8", 10);
        NetworkEnergy energy = new Energy(EYERISS).of(LoweredNetwork.of(network));
        double microjoules = energy.layers().stream()
                        .mapToDouble(layer -> layer.energy().total())
                        .sum()
                / 1e6;
        double millis =
                energy.layers().stream().mapToDouble(layer -> layer.cycles()).sum() / 200e6 * 1e3;
        assertThat(new EnergyDelay(EYERISS).total(network)).isCloseTo(microjoules * millis, within(1e-6));
        assertThat(new Energy(EYERISS).total(network)).isCloseTo(microjoules, within(1e-6));
    }

    private static Hardware withoutPipelining(Hardware hardware) {
        return new Hardware(
                hardware.name(),
                new Hardware.Mesh(hardware.mesh().rows(), hardware.mesh().columns(), true, false),
                hardware.array(),
                hardware.bufferBytes(),
                hardware.access(),
                hardware.mac(),
                hardware.widths(),
                hardware.batch(),
                hardware.clock(),
                hardware.maps(),
                hardware.unitPicojoules());
    }

    static Stream<NetworkSpec> samples() {
        return Samples.all().stream();
    }

    // Shares of tiles are rounded when layers run side by side; then a channel more can cost a little less.
    @ParameterizedTest
    @MethodSource("samples")
    void moreChannelsNeverCostLess(NetworkSpec network) {
        for (Hardware hardware : List.of(EYERISS, withoutPipelining(Hardware.named("tangram")))) {
            Energy energy = new Energy(hardware);
            ChannelGroups groups = ChannelGroups.of(network);
            for (ChannelGroup group : groups.prunable()) {
                double last = 0;
                for (int channels = 1; channels <= 300; channels += channels < 40 ? 1 : 20) {
                    double now = energy.total(groups.withChannels(group, channels));
                    assertThat(now)
                            .as("%s %d %s", group.name(), channels, hardware.name())
                            .isGreaterThan(last);
                    last = now;
                }
            }
        }
    }
}
