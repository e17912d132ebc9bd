package org.bitadapt.netadapt.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.NetworkBuilder;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.common.network.Width;
import org.bitadapt.netadapt.Samples;
import org.bitadapt.netadapt.search.ChannelMultiples;
import org.bitadapt.netadapt.search.Proposal;
import org.bitadapt.netadapt.search.ProposalRules.Takes;
import org.bitadapt.netadapt.search.Proposals;
import org.bitadapt.quant.engine.parameter.Initialization;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.layer.Buffers;
import org.bitadapt.quant.pack.ModelPacker;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.latency.GridSteps;
import org.bitadapt.runtime.latency.LatencyFile;
import org.bitadapt.runtime.latency.LatencyRow;
import org.bitadapt.runtime.latency.LayerGeometry;
import org.bitadapt.runtime.latency.LayerShape;
import org.bitadapt.runtime.latency.Measurement;
import org.bitadapt.runtime.latency.PackedLayers;
import org.bitadapt.runtime.latency.ShapeGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A device measures the shapes of a packed model that a search of its network asks for. */
class PackedGridTest {

    private static final LayerSpec RELU = new LayerSpec.Activation(MapPrecision.FLOAT32);

    /** The layers of each packed network by its name, kept because packing is most of the work. */
    private static final Map<String, List<ShapeGrid.Layer>> LAYERS = new HashMap<>();

    static Stream<NetworkSpec> networks() {
        return Stream.of(
                        Stream.of("resnet20", "resnet18", "resnet50", "alexnet", "alexnet-cifar")
                                .map(name -> Networks.named(name, 10)),
                        Stream.of(PrecisionPolicy.BINARY)
                                .flatMap(binary -> Stream.of(
                                        Samples.chain(binary), Samples.residual(binary), Samples.bottleneck(binary))),
                        Stream.of(shrunkToPixels()))
                .flatMap(specs -> specs)
                .map(PrecisionPolicy.BINARY::apply);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7})
    void layersOfPlanesHaveTheSameShapesInBoth(int planes) {
        NetworkSpec network =
                PrecisionPolicy.BINARY.withWidth(new Width(planes, 4)).apply(Samples.residual(PrecisionPolicy.BINARY));
        GridSteps steps = new GridSteps(8, 512);
        List<LayerShape> shapes = LatencyGrid.of(network, steps, 12);
        assertThat(shapes)
                .extracting(shape -> shape.geometry().weightBits())
                .contains(planes, 8, 0)
                .doesNotContain(1);
        assertThat(ShapeGrid.of(PackedLayers.of(packed(network).network()), steps, 12))
                .isEqualTo(shapes);
    }

    @Test
    void aSearchForPlanesHasEveryNumberOfThemUpToALayersOwn() {
        NetworkSpec network =
                PrecisionPolicy.BINARY.withWidth(new Width(3, 8)).apply(Samples.residual(PrecisionPolicy.BINARY));
        GridSteps steps = new GridSteps(8, 512);
        List<LayerShape> own = LatencyGrid.of(network, steps, 12);
        List<String> all = new ArrayList<>();
        for (LayerShape shape : own) {
            for (int bits : shape.geometry().weightBits() == 3
                    ? List.of(3, 2, 1)
                    : List.of(shape.geometry().weightBits())) {
                all.add(bits + " bits, " + channels(shape));
            }
        }
        assertThat(LatencyGrid.of(network, Takes.BOTH, steps, 12))
                .extracting(shape -> shape.geometry().weightBits() + " bits, " + channels(shape))
                .containsExactlyInAnyOrderElementsOf(all);
        assertThat(LatencyGrid.of(network, Takes.PLANES, steps, 12))
                .containsExactlyInAnyOrderElementsOf(LatencyGrid.of(network, Takes.BOTH, steps, 12).stream()
                        .filter(shape -> LoweredNetwork.of(network).steps().stream()
                                .flatMap(step -> StepShapes.shape(step).stream())
                                .anyMatch(present -> channels(present).equals(channels(shape))))
                        .toList());
    }

    /** A shape as a table has it, without the bits of its weights. */
    private static String channels(LayerShape shape) {
        LayerGeometry geometry = shape.geometry();
        return shape.inputs() + " to " + shape.outputs() + ", " + geometry.kind() + " " + geometry.kernel() + " "
                + geometry.stride() + " " + geometry.padding() + " " + geometry.height() + " " + geometry.width() + " "
                + geometry.input() + " " + geometry.output() + " " + geometry.residual();
    }

    /** Convolutions over maps of one pixel, and over a map as large as the window. */
    private static NetworkSpec shrunkToPixels() {
        return new NetworkBuilder("pixels", new Shape(3, 4, 4))
                .then("conv1", new LayerSpec.Conv2d(24, 3, 1, 1, true, WeightPrecision.FLOAT32))
                .then("relu1", RELU)
                .then("conv2", new LayerSpec.Conv2d(40, 4, 1, 0, true, WeightPrecision.FLOAT32))
                .then("relu2", RELU)
                .then("conv3", new LayerSpec.Conv2d(40, 1, 1, 0, true, WeightPrecision.FLOAT32))
                .add("add", "relu2")
                .then("relu3", RELU)
                .then("fc", new LayerSpec.Linear(10, true, WeightPrecision.FLOAT32))
                .build();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void thePackedModelHasTheShapesOfItsNetwork(NetworkSpec network) {
        List<ShapeGrid.Layer> layers = packedLayers(network);
        for (GridSteps steps : List.of(new GridSteps(8, 512), new GridSteps(24, 1000))) {
            List<LayerShape> shapes = LatencyGrid.of(network, steps, 12);
            assertThat(ShapeGrid.of(layers, steps, 12)).isEqualTo(shapes);
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aTableOfThePackedModelReachesEveryProposal(NetworkSpec network) {
        List<LayerShape> shapes = ShapeGrid.of(packedLayers(network), new GridSteps(32, 512), 8);
        LatencyTable table = new LatencyTable(
                new LatencyFile(
                        LatencyTableTest.HEADER,
                        shapes.stream()
                                .map(shape -> new LatencyRow(shape, new Measurement(time(shape), 0, 1, 0)))
                                .toList()),
                "device.csv");
        Proposals proposals = new Proposals(table, new ChannelMultiples(8, 64));
        NetworkSpec current = network;
        for (int iteration = 0; iteration < 3; iteration++) {
            double allowed = 0.9 * table.total(current);
            List<Proposal> next = proposals.next(current, allowed);
            assertThat(next)
                    .allSatisfy(proposal -> assertThat(proposal.feasible()).isEqualTo(proposal.resource() <= allowed));
            current = next.stream()
                    .filter(Proposal::feasible)
                    .findFirst()
                    .map(Proposal::network)
                    .orElse(current);
        }
    }

    /** A made-up time that grows with the input and the output channels. */
    private static double time(LayerShape shape) {
        return 1 + 0.1 * shape.inputs() + 0.01 * shape.inputs() * shape.outputs();
    }

    private static List<ShapeGrid.Layer> packedLayers(NetworkSpec network) {
        return LAYERS.computeIfAbsent(
                network.name(), name -> PackedLayers.of(packed(network).network()));
    }

    private static PackedModel packed(NetworkSpec network) {
        LoweredNetwork lowered = LoweredNetwork.of(network);
        ParameterLayout layout = ParameterLayout.of(lowered);
        var parameters = Buffers.direct(new float[layout.size()]);
        Initialization.fill(lowered, layout, 1, parameters);
        PixelNormalization pixels =
                new PixelNormalization(Collections.nCopies(network.input().channels(), 128), 1 / 64f);
        return PackedModel.load(ModelPacker.pack(network, pixels, List.of(), parameters));
    }
}
