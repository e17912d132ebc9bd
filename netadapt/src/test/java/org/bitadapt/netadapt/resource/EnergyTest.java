package org.bitadapt.netadapt.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bitadapt.common.channel.ChannelGroup;
import org.bitadapt.common.channel.ChannelGroups;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.netadapt.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EnergyTest {

    private static final Hardware EYERISS = Hardware.named("eyeriss");
    private static final NetworkSpec ALEXNET = Networks.named("alexnet", 1000);

    /** The chip as it was built and measured: 16 bits for everything, four images together. */
    private static Energy chip() {
        return new Energy(new Hardware(
                "chip",
                1,
                false,
                EYERISS.array(),
                EYERISS.bufferBytes(),
                EYERISS.access(),
                new Hardware.MacCosts(1, 1, 1),
                16,
                16,
                16,
                4,
                EYERISS.unitPicojoules()));
    }

    @Test
    void alexNetsConvolutionsCostAboutWhatTheChipWasMeasuredAt() {
        // 278 mW at 35 images/s are 7.9 mJ without DRAM, including clocks and control, which the model leaves out.
        Energy energy = chip();
        double microjoules =
                sum(energy, product -> product.window().padding() > 0).onChip() * 2 / 1e6;
        assertThat(microjoules).isBetween(7900 * 0.5, 7900.0);
    }

    @Test
    void alexNetsConvolutionsReadAboutAsMuchDramAsPublished() {
        // The paper counts 0.0029 accesses per MAC, with compressed maps and half of the weights by grouping; the model
        // has neither.
        EnergyUse use = sum(chip(), product -> product.window().padding() > 0);
        double macs = convolutionMacs();
        assertThat(use.dram() / EYERISS.access().dram() / macs).isBetween(0.0029, 0.0029 * 2);
    }

    @Test
    void registersRuleConvolutionsAndDramRulesLinearLayers() {
        EnergyUse convolutions = sum(chip(), product -> product.window().padding() > 0);
        assertThat(convolutions.registers() / convolutions.total()).isGreaterThan(0.4);
        EnergyUse linears = sum(chip(), product -> product.window().padding() == 0);
        assertThat(linears.dram() / linears.total()).isGreaterThan(0.5);
    }

    @Test
    void narrowWeightsSaveEnergy() {
        Energy energy = new Energy(EYERISS);
        NetworkSpec resnet = Networks.named("resnet18", 10);
        double float32 = energy.total(resnet);
        double binary = energy.total(PrecisionPolicy.BINARY.apply(resnet));
        assertThat(float32 / binary).isBetween(2.0, 20.0);
    }

    @Test
    void sharingBuffersSavesEnergy() {
        Hardware shared = Hardware.named("tangram");
        Hardware apart = new Hardware(
                "apart",
                shared.tiles(),
                false,
                shared.array(),
                shared.bufferBytes(),
                shared.access(),
                shared.mac(),
                shared.wordBits(),
                shared.floatBits(),
                shared.sumBits(),
                shared.batch(),
                shared.unitPicojoules());
        assertThat(new Energy(shared).total(ALEXNET)).isLessThan(new Energy(apart).total(ALEXNET));
    }

    @Test
    void aLinearLayerIsCountedByHand() {
        // 32 x 288 weights of 32 bits, one image: all fit the buffer, so everything crosses the chip's edge once.
        Step.Product fc3 = product(Samples.chain(PrecisionPolicy.FLOAT32), "fc3");
        EnergyUse use = new Energy(EYERISS).use(fc3);
        int weights = 32 * 288;
        assertThat(use.dram()).isCloseTo((weights + 288 + 32) * 2 * 200.0, within(1e-6));
        assertThat(use.macs()).isCloseTo(weights * 5.1, within(1e-6));
        assertThat(use.registers()).isCloseTo(weights * 6.0, within(1e-6));
        assertThat(use.network()).isZero();
    }

    static Stream<NetworkSpec> samples() {
        return Samples.all().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void moreChannelsNeverCostLess(NetworkSpec network) {
        for (Hardware hardware : List.of(EYERISS, Hardware.named("tangram"))) {
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

    private static EnergyUse sum(Energy energy, Predicate<Step.Product> which) {
        return LoweredNetwork.of(ALEXNET).products().stream()
                .filter(which)
                .map(energy::use)
                .reduce(EnergyUse.NONE, EnergyUse::plus);
    }

    private static double convolutionMacs() {
        return LoweredNetwork.of(ALEXNET).products().stream()
                .filter(product -> product.window().padding() > 0)
                .mapToDouble(Step.Product::macs)
                .sum();
    }

    private static Step.Product product(NetworkSpec network, String name) {
        return LoweredNetwork.of(network).products().stream()
                .filter(product -> product.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
