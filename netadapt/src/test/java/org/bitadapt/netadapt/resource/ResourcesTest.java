package org.bitadapt.netadapt.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.NetworkBuilder;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.netadapt.Samples;
import org.bitadapt.netadapt.energy.Hardware;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourcesTest {

    @TempDir
    private Path folder;

    @Test
    void weightsAndMacsLeaveBiasAndBatchNormOut() {
        NetworkSpec alexnet = Networks.named("alexnet", 1000);
        // torchvision's 61,100,840 parameters are these weights and 10,344 biases.
        assertThat(new Weights().total(alexnet)).isEqualTo(61_090_496);
        assertThat(new Macs().total(alexnet)).isEqualTo(714_188_480);
        NetworkSpec resnet = Networks.named("resnet20", 10);
        assertThat(new Weights().total(resnet)).isEqualTo(270_896);
    }

    @Test
    void alexNetOfTenClassesAddsUpByHand() {
        long[] weights = {
            64 * 3 * 11 * 11,
            192 * 64 * 5 * 5,
            384 * 192 * 3 * 3,
            256 * 384 * 3 * 3,
            256 * 256 * 3 * 3,
            4096 * 256 * 6 * 6,
            4096 * 4096,
            10 * 4096
        };
        // The outputs of the convolutions are 55x55, 27x27 and 13x13.
        long[] positions = {55 * 55, 27 * 27, 13 * 13, 13 * 13, 13 * 13, 1, 1, 1};
        double weightSum = 0;
        double macs = 0;
        for (int layer = 0; layer < weights.length; layer++) {
            weightSum += (double) weights[layer];
            macs += (double) (weights[layer] * positions[layer]);
        }
        assertThat(weightSum).isEqualTo(57_035_456);
        assertThat(macs).isEqualTo(710_133_440);
        NetworkSpec alexnet = Networks.named("alexnet", 10);
        assertThat(new Weights().total(alexnet)).isEqualTo(weightSum);
        assertThat(new Macs().total(alexnet)).isEqualTo(macs);
        assertThat(new Macs().total(PrecisionPolicy.BINARY.apply(alexnet))).isEqualTo(macs);
    }

    @Test
    void layersAddUpToTheTotal() {
        NetworkSpec network = Samples.residual(PrecisionPolicy.BINARY);
        LoweredNetwork lowered = LoweredNetwork.of(network);
        for (Resource resource : Samples.resources()) {
            double sum = resource.layers(lowered).stream()
                    .mapToDouble(LayerUse::amount)
                    .sum();
            assertThat(sum).isEqualTo(resource.total(network)).isPositive();
        }
    }

    /** Latencies are measured; their table has tests of its own. */
    @Test
    void everyKindButLatencyIsTested() {
        EnumSet<ResourceKind> kinds = EnumSet.of(ResourceKind.LATENCY);
        Samples.resources().forEach(resource -> kinds.add(resource.kind()));
        assertThat(kinds).containsExactly(ResourceKind.values());
    }

    @Test
    void memoryIsTheModelAndTheLargestMapsAliveTogether() {
        // At a2 the stem's 16 channels of 8x8 are alive for the sum, the 24 that a2 reads and the 16 that it writes, a
        // byte a value.
        LoweredNetwork binary = LoweredNetwork.of(Samples.residual(PrecisionPolicy.BINARY));
        assertThat(new LiveMaps(binary).peakBytes()).isEqualTo((16 + 24 + 16) * 64);
        LoweredNetwork float32 = LoweredNetwork.of(Samples.residual(PrecisionPolicy.FLOAT32));
        assertThat(new LiveMaps(float32).peakBytes()).isEqualTo(4 * (16 + 24 + 16) * 64);
        assertThat(new Memory().layers(binary).get(1)).isEqualTo(new LayerUse("a1", 24 * 16 * 9 / 8.0 + 24 * 8));
    }

    @Test
    void dropoutTakesNoMemory() {
        NetworkSpec network = new NetworkBuilder("drop", new Shape(3, 4, 4))
                .then("flatten", new LayerSpec.Flatten())
                .then("dropout", new LayerSpec.Dropout(0.5))
                .then("fc", new LayerSpec.Linear(10, true, WeightPrecision.INT8))
                .build();
        // The peak is the pixels and ten floats, but not the pixels twice.
        assertThat(new LiveMaps(LoweredNetwork.of(network)).peakBytes()).isEqualTo(48 + 40);
    }

    @Test
    void presetsAreNamed() {
        assertThat(Hardware.presets())
                .allSatisfy(name -> assertThat(Hardware.named(name).name()).isEqualTo(name));
        assertThatThrownBy(() -> Hardware.named("eyeris"))
                .hasMessage("Invalid hardware: eyeris (must be one of eyeriss, tangram, or the path of a .conf file)"
                        + "; did you mean 'eyeriss'?");
    }

    @Test
    void hardwareIsReadStrictly() throws IOException {
        String good = preset();
        assertThat(Hardware.named(file(good).toString())).isEqualTo(Hardware.named("eyeriss"));
        assertThatThrownBy(() -> Hardware.named(file(good + "\ntile = 3").toString()))
                .hasMessageStartingWith("Invalid key: tile (must be one of name, tiles")
                .hasMessageEndingWith("hardware.conf");
        assertThatThrownBy(() -> Hardware.named(
                        file(good.replace("batch = 1", "batch = 0")).toString()))
                .hasMessage("Invalid batch: 0 (must be at least 1), in " + folder.resolve("hardware.conf"));
        assertThatThrownBy(() -> Hardware.named(
                        file(good.replace("tiles = 1", "tiles = 3")).toString()))
                .hasMessageStartingWith("Invalid tiles: 3 (must be a square number, or { rows, columns })");
        assertThatThrownBy(
                        () -> Hardware.named(file(good.replace("batch = 1", "")).toString()))
                .hasMessage("Missing key: batch, in " + folder.resolve("hardware.conf"));
        assertThatThrownBy(() -> Hardware.named(
                        file(good.replace("array = 2", "array = -2")).toString()))
                .hasMessageStartingWith("Invalid access.array: -2.0 (must be 0 or more)");
    }

    private static String preset() throws IOException {
        try (var in = Hardware.class.getResourceAsStream("eyeriss.conf")) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("hardware.conf"), text);
    }
}
