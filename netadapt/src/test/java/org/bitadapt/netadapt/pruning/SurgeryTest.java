package org.bitadapt.netadapt.pruning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bitadapt.common.channel.ChannelGroup;
import org.bitadapt.common.channel.ChannelGroups;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.common.network.Width;
import org.bitadapt.netadapt.Samples;
import org.bitadapt.quant.engine.TrainingEngines;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.contract.TrainingEngine;
import org.bitadapt.quant.engine.hysteresis.Hysteresis;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.bitadapt.quant.engine.parameter.ParameterSlice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SurgeryTest {

    private static final int IMAGES = 4;
    private static final PixelNormalization PIXELS = new PixelNormalization(List.of(120, 126, 97), 1 / 64f);

    static Stream<Arguments> everyGroup() {
        return Samples.all().stream()
                .flatMap(network -> ChannelGroups.of(network).prunable().stream()
                        .map(group -> Arguments.of(network.name(), group.name(), network, group)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("everyGroup")
    void thePrunedNetworkComputesWhatTheWholeOneDoesWithZeroChannels(
            String name, String groupName, NetworkSpec network, ChannelGroup group) {
        float[] parameters = Samples.parameters(network, 7);
        List<Integer> kept = someOf(group.channels());
        Surgery surgery = new Surgery(ChannelGroups.of(network), group, kept);

        float[] expected = scores(network, zeroed(network, group, kept, parameters));
        float[] actual = scores(surgery.network(), surgery.parameters(parameters));

        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            // The sums of some hundred terms of order 1 are added in another order, and latent weights are scaled in
            // float.
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-4f));
        }
        assertThat(expected).isNotEqualTo(scores(network, parameters));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("everyGroup")
    void oneBitLayersKeepTheirScalesAndSigns(String name, String groupName, NetworkSpec network, ChannelGroup group) {
        float[] parameters = Samples.parameters(network, 7);
        Surgery surgery = new Surgery(ChannelGroups.of(network), group, someOf(group.channels()));
        float[] pruned = surgery.parameters(parameters);
        LoweredNetwork after = LoweredNetwork.of(surgery.network());
        ParameterLayout layout = ParameterLayout.of(after);
        for (Step.Product product : after.products()) {
            if (product.layer().weights() == WeightPrecision.BINARY
                    && !group.producers().contains(product.name())) {
                double[] was = scales(network, product.name(), parameters);
                double[] is = scales(surgery.network(), product.name(), pruned);
                for (int i = 0; i < was.length; i++) {
                    assertThat(is[i]).isCloseTo(was[i], within(1e-7));
                }
            }
        }
        layout.slices().values().stream()
                .filter(slice -> slice.role() == ParameterRole.SIGN)
                .forEach(slice -> assertThat(Arrays.copyOfRange(pruned, slice.offset(), slice.end()))
                        .containsOnly(-1, 1));
    }

    @Test
    void inputsBehindAFlattenGoInBlocks() {
        NetworkSpec network = Samples.chain(PrecisionPolicy.FLOAT32);
        ChannelGroups groups = ChannelGroups.of(network);
        float[] numbered = numbered(network);
        Surgery surgery = new Surgery(groups, groups.named("conv2"), List.of(1, 3));

        float[] pruned = surgery.parameters(numbered);

        ParameterSlice before = layout(network).slice("fc3", ParameterRole.WEIGHT);
        ParameterSlice after = layout(surgery.network()).slice("fc3", ParameterRole.WEIGHT);
        int pixels = 4 * 3;
        assertThat(after.length()).isEqualTo(32 * 2 * pixels);
        assertThat(pruned[after.offset()]).isEqualTo(before.offset() + pixels);
        assertThat(pruned[after.offset() + pixels]).isEqualTo(before.offset() + 3 * pixels);
        assertThat(pruned[after.offset() + 2 * pixels]).isEqualTo(before.offset() + 24 * pixels + pixels);
    }

    @Test
    void velocitiesStayWithTheirWeights() {
        NetworkSpec network = Samples.residual(PrecisionPolicy.BINARY);
        ChannelGroups groups = ChannelGroups.of(network);
        float[] numbered = numbered(network);
        int trained = trained(layout(network));
        Surgery surgery = new Surgery(groups, groups.named("a1"), List.of(0, 5, 23));

        float[] velocities = surgery.velocities(Arrays.copyOf(numbered, trained));

        ParameterLayout before = layout(network);
        ParameterLayout after = layout(surgery.network());
        assertThat(velocities).hasSize(trained(after));
        int row = 16 * 9;
        ParameterSlice rows = after.slice("a1", ParameterRole.WEIGHT);
        assertThat(velocities[rows.offset() + row + 4])
                .isEqualTo(before.slice("a1", ParameterRole.WEIGHT).offset() + 5 * row + 4);
        ParameterSlice columns = after.slice("a2", ParameterRole.WEIGHT);
        assertThat(velocities[columns.offset() + 2 * 9])
                .isEqualTo(before.slice("a2", ParameterRole.WEIGHT).offset() + 23 * 9);
        assertThat(velocities[after.slice("a1.bn", ParameterRole.BETA).offset() + 2])
                .isEqualTo(before.slice("a1.bn", ParameterRole.BETA).offset() + 23);
    }

    /** A plain loop over every width's batch norm, each with numbers of its own. */
    @Test
    void everyWidthKeepsItsOwnBatchNormAndRanges() {
        List<Width> widths = List.of(new Width(1, 4), new Width(2, 8));
        NetworkSpec network = Samples.residual(PrecisionPolicy.BINARY.withWidth(new Width(2, 8)))
                .withWidths(widths);
        ChannelGroups groups = ChannelGroups.of(network);
        float[] numbered = numbered(network);
        int[] kept = {2, 3, 5};
        Surgery surgery = new Surgery(groups, groups.named("stem"), List.of(2, 3, 5));

        float[] pruned = surgery.parameters(numbered);

        assertThat(surgery.network().widths()).isEqualTo(widths);
        for (Width width : widths) {
            ParameterLayout before = layout(network).at(width);
            ParameterLayout after = layout(surgery.network()).at(width);
            for (ParameterRole role :
                    List.of(ParameterRole.GAMMA, ParameterRole.BETA, ParameterRole.MEAN, ParameterRole.SECOND_MOMENT)) {
                for (String norm : List.of("stem.bn", "a2.bn", "b.bn")) {
                    for (int channel = 0; channel < kept.length; channel++) {
                        assertThat(pruned[after.slice(norm, role).offset() + channel])
                                .isEqualTo(before.slice(norm, role).offset() + kept[channel]);
                    }
                }
                for (int channel = 0; channel < 24; channel++) {
                    assertThat(pruned[after.slice("a1.bn", role).offset() + channel])
                            .isEqualTo(before.slice("a1.bn", role).offset() + channel);
                }
            }
            for (String relu : List.of("stem.relu", "a1.relu", "a.relu", "b.relu", "c1.relu", "c.relu")) {
                assertThat(pruned[after.slice(relu, ParameterRole.RANGE).offset()])
                        .isEqualTo(before.slice(relu, ParameterRole.RANGE).offset());
            }
        }
        float[] velocities = surgery.velocities(Arrays.copyOf(numbered, trained(layout(network))));
        ParameterLayout narrow = layout(surgery.network()).at(widths.get(0));
        assertThat(velocities[narrow.slice("b.bn", ParameterRole.BETA).offset() + 1])
                .isEqualTo(layout(network)
                                .at(widths.get(0))
                                .slice("b.bn", ParameterRole.BETA)
                                .offset()
                        + 3);
    }

    @Test
    void aStreamIsPrunedInAllItsMembers() {
        NetworkSpec network = Samples.residual(PrecisionPolicy.BINARY);
        ChannelGroups groups = ChannelGroups.of(network);
        Surgery surgery = new Surgery(groups, groups.named("stem"), List.of(2, 3, 5));
        LoweredNetwork pruned = LoweredNetwork.of(surgery.network());
        assertThat(pruned.products())
                .extracting(product ->
                        product.name() + " " + product.input().shape().channels() + " to "
                                + product.layer().outputs())
                .containsExactly(
                        "stem 3 to 3",
                        "a1 3 to 24",
                        "a2 24 to 3",
                        "b 3 to 3",
                        "project 3 to 32",
                        "c1 3 to 16",
                        "c2 16 to 32",
                        "fc 32 to 5");
    }

    @Test
    void wrongArgumentsAreNamed() {
        NetworkSpec network = Samples.chain(PrecisionPolicy.FLOAT32);
        ChannelGroups groups = ChannelGroups.of(network);
        assertThatThrownBy(() -> new Surgery(groups, groups.named("conv1"), List.of(3, 3)))
                .hasMessage("Invalid kept channels of group conv1: [3, 3] (must ascend within 0..15)");
        assertThatThrownBy(() -> new Surgery(groups, groups.named("fc4"), List.of(0)))
                .hasMessageContaining("Invalid channel group: fc4");
        assertThatThrownBy(() -> new Surgery(groups, groups.named("conv1"), List.of(0)).parameters(new float[3]))
                .hasMessageStartingWith("Invalid parameters: 3 values (must be ");
    }

    private static List<Integer> someOf(int channels) {
        return IntStream.range(0, channels).filter(c -> c % 3 != 1).boxed().toList();
    }

    /**
     * The parameters with zero rows of the producers, and zero columns of 8-bit consumers, whose scale follows the kept
     * weights.
     */
    private static float[] zeroed(NetworkSpec network, ChannelGroup group, List<Integer> kept, float[] parameters) {
        float[] zeroed = parameters.clone();
        ParameterLayout layout = layout(network);
        for (int channel = 0; channel < group.channels(); channel++) {
            if (!kept.contains(channel)) {
                for (ParameterSlice slice : layout.slices().values()) {
                    boolean produced = group.producers().contains(slice.node())
                            || group.normalizations().contains(slice.node());
                    if (produced && slice.role().trained()) {
                        int block = slice.length() / group.channels();
                        int from = slice.offset() + channel * block;
                        Arrays.fill(zeroed, from, from + block, 0);
                    }
                }
                zeroInputs(network, group, channel, zeroed);
            }
        }
        return zeroed;
    }

    private static void zeroInputs(NetworkSpec network, ChannelGroup group, int channel, float[] parameters) {
        for (Step.Product product : LoweredNetwork.of(network).products()) {
            boolean reads = group.consumers().stream()
                    .anyMatch(consumer -> consumer.node().equals(product.name()));
            if (reads && product.layer().weights() == WeightPrecision.INT8) {
                int block = product.weightsPerOutput() / group.channels();
                int offset = layout(network)
                        .slice(product.name(), ParameterRole.WEIGHT)
                        .offset();
                for (int output = 0; output < product.layer().outputs(); output++) {
                    int from = offset + output * product.weightsPerOutput() + channel * block;
                    Arrays.fill(parameters, from, from + block, 0);
                }
            }
        }
    }

    private static double[] scales(NetworkSpec network, String node, float[] parameters) {
        Step.Product product = LoweredNetwork.of(network).products().stream()
                .filter(step -> step.name().equals(node))
                .findFirst()
                .orElseThrow();
        int offset = layout(network).slice(node, ParameterRole.WEIGHT).offset();
        double[] scales = new double[product.layer().outputs()];
        for (int i = 0; i < product.weightCount(); i++) {
            scales[i / product.weightsPerOutput()] += Math.abs(parameters[offset + i]) / product.weightsPerOutput();
        }
        return scales;
    }

    private static float[] scores(NetworkSpec network, float[] parameters) {
        EngineOptions options = new EngineOptions(1, IMAGES, EngineOptions.Kind.REFERENCE);
        Hysteresis hysteresis = new Hysteresis(0.1f, Hysteresis.Scale.RELATIVE);
        try (TrainingEngine engine = TrainingEngines.open(network, PIXELS, hysteresis, options)) {
            FloatBuffer vector = floats(parameters.length).put(0, parameters);
            ByteBuffer pixels =
                    ByteBuffer.allocateDirect(IMAGES * network.input().size()).order(ByteOrder.nativeOrder());
            byte[] image = new byte[pixels.capacity()];
            new Random(5).nextBytes(image);
            pixels.put(0, image);
            FloatBuffer scores = floats(IMAGES * network.classes());
            engine.evaluate(vector, pixels, IMAGES, scores);
            float[] result = new float[scores.capacity()];
            scores.get(0, result);
            return result;
        }
    }

    private static FloatBuffer floats(int length) {
        return ByteBuffer.allocateDirect(length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static float[] numbered(NetworkSpec network) {
        float[] numbered = new float[layout(network).size()];
        for (int i = 0; i < numbered.length; i++) {
            numbered[i] = i;
        }
        return numbered;
    }

    private static int trained(ParameterLayout layout) {
        return layout.slices().values().stream()
                .filter(slice -> slice.role().trained())
                .mapToInt(ParameterSlice::length)
                .sum();
    }

    private static ParameterLayout layout(NetworkSpec network) {
        return ParameterLayout.of(LoweredNetwork.of(network));
    }
}
