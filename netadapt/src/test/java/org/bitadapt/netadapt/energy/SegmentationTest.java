package org.bitadapt.netadapt.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.family.PublishedCosts;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.netadapt.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SegmentationTest {

    private static final Hardware TANGRAM = Hardware.named("tangram");

    /** The preset with more buffer, and with or without its two ways of saving. */
    private static Hardware tangram(int bufferBytes, boolean sharing, boolean pipelining) {
        return new Hardware(
                "changed",
                new Hardware.Mesh(4, 4, sharing, pipelining),
                TANGRAM.array(),
                bufferBytes,
                TANGRAM.access(),
                TANGRAM.mac(),
                TANGRAM.widths(),
                TANGRAM.batch(),
                TANGRAM.clock(),
                TANGRAM.maps(),
                TANGRAM.unitPicojoules());
    }

    static List<NetworkSpec> samples() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatStaysOnTheChipNeverGoesToDram(NetworkSpec network) {
        LoweredNetwork lowered = LoweredNetwork.of(network);
        NetworkEnergy energy = new AcceleratorModel(tangram(1 << 20, true, true), OptionalInt.of(16)).of(lowered);
        Set<String> kept = energy.segments().stream()
                .flatMap(segment -> segment.keptMaps().stream())
                .collect(Collectors.toSet());
        assertThat(kept).isNotEmpty();
        // All fits the buffers: weights and every map that is not kept cross the edge once for each layer that has
        // them.
        double words = 0;
        for (Step step : lowered.steps()) {
            if (step instanceof Step.Drop) {
                continue;
            }
            words += step instanceof Step.Product product ? product.weightCount() : 0;
            words += kept.contains(step.name()) ? 0 : step.output().shape().size();
            words += isKept(lowered, kept, step) ? 0 : padded(step);
            if (step instanceof Step.Product product && product.residual().isPresent()) {
                Step maker = maker(lowered, product.residual().get().index());
                words += kept.contains(maker.name()) ? 0 : step.output().shape().size();
            }
        }
        // Tiles that share out rows read the rows between them twice.
        assertThat(energy.energy().dram() / TANGRAM.unitPicojoules() / 200 / words)
                .isBetween(1 - 1e-9, 1.03);
    }

    private static boolean isKept(LoweredNetwork network, Set<String> kept, Step step) {
        return step.input().index() != 0
                && kept.contains(maker(network, step.input().index()).name());
    }

    private static Step maker(LoweredNetwork network, int map) {
        Step made = network.steps().stream()
                .filter(step -> step.output().index() == map)
                .findFirst()
                .orElseThrow();
        return made instanceof Step.Drop ? maker(network, made.input().index()) : made;
    }

    /** The values of an input that a step's windows touch, padding included. */
    private static double padded(Step step) {
        Step.Window window;
        if (step instanceof Step.Product product) {
            window = product.window();
        } else if (step instanceof Step.MaxPool pool) {
            window = pool.window();
        } else {
            window = new Step.Window(
                    step.input().shape().height(), step.input().shape().width(), 1, 0);
        }
        int rows = (step.output().shape().height() - 1) * window.stride() + window.height();
        int columns = (step.output().shape().width() - 1) * window.stride() + window.width();
        return (double) step.input().shape().channels() * rows * columns;
    }

    @Test
    void aResidualBlockStaysOnTheChip() {
        NetworkEnergy energy = new AcceleratorModel(tangram(1 << 20, true, true))
                .of(LoweredNetwork.of(Samples.residual(PrecisionPolicy.BINARY)));
        assertThat(energy.segments()).anySatisfy(segment -> {
            assertThat(segment.layers()).contains("a1", "a2");
            assertThat(segment.keptMaps()).contains("a1");
        });
        List<String> inOrder = energy.segments().stream()
                .flatMap(segment -> segment.layers().stream())
                .toList();
        assertThat(inOrder)
                .isEqualTo(energy.layers().stream().map(LayerEnergy::name).toList());
    }

    @Test
    void withoutPipeliningEachLayerRunsByItself() {
        NetworkEnergy energy =
                new AcceleratorModel(Hardware.named("eyeriss")).of(LoweredNetwork.of(Networks.named("resnet8", 10)));
        assertThat(energy.segments())
                .allSatisfy(segment -> assertThat(segment.keptMaps()).isEmpty());
        assertThat(energy.cycles())
                .isCloseTo(
                        energy.layers().stream()
                                .mapToDouble(LayerEnergy::cycles)
                                .sum(),
                        within(1e-6));
    }

    // TANGRAM saves 45 % of the energy and doubles the speed with both, on average over its networks and with its
    // tiles.
    @Test
    void sharingAndPipeliningSaveInTheDirectionOfThePaper() {
        for (NetworkSpec network : List.of(
                PublishedCosts.named(PublishedCosts.ALEXNET, 1000).orElseThrow().network(),
                Networks.named("resnet50-224", 1000))) {
            LoweredNetwork lowered = LoweredNetwork.of(network);
            NetworkEnergy neither = paper("tangram-16x16-plain").of(lowered);
            NetworkEnergy sharing = paper("tangram-16x16-shared").of(lowered);
            NetworkEnergy both = paper("tangram-16x16").of(lowered);
            assertThat(sharing.microjoules()).isLessThan(0.85 * neither.microjoules());
            assertThat(both.microjoules()).isLessThan(0.75 * neither.microjoules());
            assertThat(both.energy().dram()).isLessThan(0.6 * sharing.energy().dram());
            assertThat(both.cycles()).isLessThan(neither.cycles() / 2);
        }
    }

    private static AcceleratorModel paper(String name) {
        return new AcceleratorModel(AlexNetOn.file(name), OptionalInt.of(16));
    }
}
