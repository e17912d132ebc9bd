package org.bitadapt.netadapt.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.NetworkBuilder;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.netadapt.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases that are computed by hand, on the preset of Eyeriss: 12 x 14 elements, one image, words of 16 bits. */
class AcceleratorModelTest {

    private static final double PICOJOULES = 2;

    @TempDir
    private Path folder;

    private static LayerEnergy layer(AcceleratorModel model, NetworkSpec network, String name) {
        return model.of(LoweredNetwork.of(network)).layers().stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static AcceleratorModel eyeriss() {
        return new AcceleratorModel(Hardware.named("eyeriss"));
    }

    private AcceleratorModel eyeriss(String change) throws IOException {
        try (var in = Hardware.class.getResourceAsStream("eyeriss.conf")) {
            String text = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8) + "\n" + change;
            Path file = Files.writeString(folder.resolve("changed.conf"), text);
            return new AcceleratorModel(Hardware.named(file.toString()));
        }
    }

    @Test
    void aLinearLayerIsCountedByHand() {
        // 32 x 288 weights of 32 bits, one image: all fit the buffer, so everything crosses the chip's edge once.
        LayerEnergy fc3 = layer(eyeriss(), Samples.chain(PrecisionPolicy.FLOAT32), "fc3");
        int weights = 32 * 288;
        EnergyUse use = fc3.energy().times(1 / PICOJOULES);
        assertThat(use.dram()).isCloseTo((weights + 288 + 32) * 2 * 200.0, within(1e-6));
        assertThat(use.compute()).isCloseTo(weights * 5.1, within(1e-6));
        // Two words each: a weight, an input, a sum that is read and a sum that is written.
        assertThat(use.register()).isCloseTo(weights * 8.0, within(1e-6));
        assertThat(use.network()).isZero();
        // 19,072 words at 1.8 in a cycle take longer than the multiplications.
        assertThat(fc3.cycles()).isCloseTo((weights + 288 + 32) * 2 / 1.8, within(1e-6));
        assertThat(use.standing()).isCloseTo(75 * fc3.cycles(), within(1e-6));
    }

    @Test
    void sumsAreAsWideAsTheyNeed() throws IOException {
        // 64 x 3 x 3 products of +-1 and at most 255: 146,880 < 2^18, and a sign, are 19 bits; in steps of 8, 24.
        NetworkSpec network = wide(WeightPrecision.BINARY);
        double macs = 64 * 64 * 9 * 64;
        assertThat(layer(eyeriss(), network, "conv2").energy().register())
                .isCloseTo(macs * (1 + 8 + 2 * 24) / 16 * PICOJOULES, within(1e-3));
        assertThat(layer(eyeriss("sum-step-bits = 1"), network, "conv2")
                        .energy()
                        .register())
                .isCloseTo(macs * (1 + 8 + 2 * 19) / 16 * PICOJOULES, within(1e-3));
        assertThat(layer(eyeriss("sum-bits = 32"), network, "conv2").energy().register())
                .isCloseTo(macs * (1 + 8 + 2 * 32) / 16 * PICOJOULES, within(1e-3));
        // Weights up to 127 make 25 and a sign: 32.
        assertThat(layer(eyeriss(), wide(WeightPrecision.INT8), "conv2")
                        .energy()
                        .register())
                .isCloseTo(macs * (8 + 8 + 2 * 32) / 16 * PICOJOULES, within(1e-3));
    }

    private static NetworkSpec wide(WeightPrecision weights) {
        LayerSpec relu = new LayerSpec.Activation(MapPrecision.UINT8);
        return new NetworkBuilder("wide", new Shape(3, 8, 8))
                .then("conv1", new LayerSpec.Conv2d(64, 3, 1, 1, true, WeightPrecision.INT8))
                .then("relu1", relu)
                .then("conv2", new LayerSpec.Conv2d(64, 3, 1, 1, true, weights))
                .then("relu2", relu)
                .then("pool", new LayerSpec.GlobalAveragePool())
                .then("fc", new LayerSpec.Linear(5, true, WeightPrecision.INT8))
                .build();
    }

    @Test
    void zerosSaveOnlyWhereTheHardwareSaysSo() throws IOException {
        NetworkSpec network = wide(WeightPrecision.BINARY);
        EnergyUse plain = layer(eyeriss("maps.zeros = 0.5"), network, "conv2").energy();
        EnergyUse gated = layer(eyeriss("maps { zero-gating = true, zeros = 0.5 }"), network, "conv2")
                .energy();
        assertThat(plain).isEqualTo(layer(eyeriss(), network, "conv2").energy());
        assertThat(gated.compute()).isCloseTo(plain.compute() / 2, within(1e-6));
        // The input is looked at; weight and sum rest half of the time.
        double macs = 64 * 64 * 9 * 64;
        assertThat(gated.register()).isCloseTo(macs * (8 + (1 + 2 * 24) / 2.0) / 16 * PICOJOULES, within(1e-3));
        assertThat(gated.dram()).isEqualTo(plain.dram());
        // Three values of 8 bits in a block of 3 * (5 + 8) + 1 bits, half of the values: 40 / 3 / 8 / 2 of the map.
        EnergyUse packed = layer(eyeriss("maps { compression = true, zeros = 0.5 }"), network, "conv2")
                .energy();
        double weights = 64 * 64 * 9;
        double maps = (10 * 10 + 8 * 8) * 64 * 8;
        assertThat(plain.dram()).isCloseTo((weights + maps) / 16 * 200 * PICOJOULES, within(1e-3));
        assertThat(packed.dram()).isCloseTo((weights + maps * 40 / 48) / 16 * 200 * PICOJOULES, within(1e-3));
        // The image is not behind a ReLU.
        assertThat(layer(eyeriss("maps.zero-gating = true"), network, "conv1")
                        .energy()
                        .compute())
                .isEqualTo(layer(eyeriss(), network, "conv1").energy().compute());
    }

    @Test
    void groupsReadTheirOwnChannelsOnly() {
        NetworkSpec grouped = grouped(4);
        NetworkSpec whole = grouped(1);
        assertThat(layer(eyeriss(), grouped, "conv2").energy().compute() * 4)
                .isCloseTo(layer(eyeriss(), whole, "conv2").energy().compute(), within(1e-6));
    }

    private static NetworkSpec grouped(int groups) {
        return new NetworkBuilder("grouped", new Shape(3, 8, 8))
                .then("conv1", new LayerSpec.Conv2d(16, 3, 1, 1, true, WeightPrecision.FLOAT32))
                .then("conv2", new LayerSpec.Conv2d(16, 3, 1, 1, groups, true, WeightPrecision.FLOAT32))
                .then("pool", new LayerSpec.GlobalAveragePool())
                .then("fc", new LayerSpec.Linear(5, true, WeightPrecision.FLOAT32))
                .build();
    }

    @Test
    void narrowWeightsSaveEnergy() {
        NetworkSpec resnet = Networks.named("resnet18", 10);
        double float32 = eyeriss().of(LoweredNetwork.of(resnet)).microjoules();
        double binary = eyeriss()
                .of(LoweredNetwork.of(PrecisionPolicy.BINARY.apply(resnet)))
                .microjoules();
        assertThat(float32 / binary).isBetween(2.0, 20.0);
    }

    @Test
    void aLayerThatFitsNowhereIsRefused() throws IOException {
        AcceleratorModel small = eyeriss("buffer-bytes = 16");
        assertThatThrownBy(() -> small.of(LoweredNetwork.of(wide(WeightPrecision.BINARY))))
                .hasMessage("Layer conv1 does not fit eyeriss (must have larger buffer-bytes or array.register-bytes)");
    }

    @Test
    void onlyThreeWidthsAreUniform() {
        assertThatThrownBy(() -> new AcceleratorModel(Hardware.named("eyeriss"), OptionalInt.of(12)))
                .hasMessage("Invalid bits: 12 (must be 8, 16 or 32)");
    }

    @Test
    void aModelTravels() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(eyeriss());
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            LoweredNetwork network = LoweredNetwork.of(wide(WeightPrecision.BINARY));
            assertThat(((AcceleratorModel) in.readObject()).of(network))
                    .isEqualTo(eyeriss().of(network));
        }
    }
}
