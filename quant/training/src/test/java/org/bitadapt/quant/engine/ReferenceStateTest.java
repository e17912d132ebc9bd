package org.bitadapt.quant.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.NetworkBuilder;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Node;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.quant.engine.parameter.Initialization;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.junit.jupiter.api.Test;

class ReferenceStateTest {

    @Test
    void runningStatisticsFollowTheBatchWithMomentum() {
        NetworkSpec spec = new NetworkSpec(
                "norm",
                new Shape(3, 2, 1),
                List.of(
                        new Node(
                                "conv",
                                new LayerSpec.Conv2d(1, 1, 1, 0, false, WeightPrecision.FLOAT32),
                                List.of(NetworkSpec.INPUT)),
                        new Node("norm", new LayerSpec.BatchNorm(1e-5, 0.75), List.of("conv")),
                        new Node("pool", new LayerSpec.GlobalAveragePool(), List.of("norm"))));
        try (Workbench bench = Workbench.reference(spec, 2)) {
            bench.set("conv", ParameterRole.WEIGHT, 1, 0, 0);
            bench.set("norm", ParameterRole.MEAN, 3);
            bench.set("norm", ParameterRole.SECOND_MOMENT, 5);
            bench.forward(0);
            bench.backward();
            double mean = 0;
            for (int i = 0; i < 4; i++) {
                mean += bench.pixel(3 * i) / 4;
            }
            double unbiased = 0;
            for (int i = 0; i < 4; i++) {
                unbiased += Math.pow(bench.pixel(3 * i) - mean, 2) / 3;
            }
            double move =
                    bench.gradient.get(bench.slice("norm", ParameterRole.MEAN).offset());
            assertThat(move).isCloseTo(0.25 * (3 - mean), within(1e-6));
            move = bench.gradient.get(
                    bench.slice("norm", ParameterRole.SECOND_MOMENT).offset());
            assertThat(move).isCloseTo(0.25 * (5 - unbiased - mean * mean), within(1e-6));
        }
    }

    @Test
    void settlingClipsLatentsAndGivesFreshSignsTheLatentsSign() {
        try (Workbench bench = Workbench.reference(SampleNetworks.binaryResidual(), 1)) {
            bench.set("a1", ParameterRole.WEIGHT, -1.5f, 0.001f, -0.001f, 0.7f);
            bench.set("a1", ParameterRole.SIGN, 0, 0, 0, -1);
            bench.engine.settle(bench.parameters, 0);
            assertThat(Workbench.read(bench.parameters, bench.slice("a1", ParameterRole.WEIGHT)))
                    .startsWith(-1, 0.001f, -0.001f, 0.7f);
            assertThat(Workbench.read(bench.parameters, bench.slice("a1", ParameterRole.SIGN)))
                    .startsWith(-1, 1, -1, 1);
        }
    }

    @Test
    void initializationIsSeededAndSigned() {
        try (Workbench bench = Workbench.reference(SampleNetworks.binaryResidual(), 1);
                Workbench same = Workbench.reference(SampleNetworks.binaryResidual(), 1)) {
            assertThat(bench.parameters).isEqualTo(same.parameters);
            Initialization.fill(same.network, same.engine.layout(), 7, same.parameters);
            assertThat(bench.parameters).isNotEqualTo(same.parameters);
            float[] weights = Workbench.read(bench.parameters, bench.slice("b2", ParameterRole.WEIGHT));
            float[] signs = Workbench.read(bench.parameters, bench.slice("b2", ParameterRole.SIGN));
            double squares = 0;
            for (int i = 0; i < weights.length; i++) {
                assertThat(signs[i]).isEqualTo(Math.signum(weights[i]));
                squares += weights[i] * weights[i];
            }
            // 729 weights of variance 2 / 81; the sample variance is within 5 sqrt(2 / 729) of it.
            assertThat(squares / weights.length).isCloseTo(2.0 / 81, within(2.0 / 81 * 5 * Math.sqrt(2.0 / 729)));
        }
    }

    @Test
    void scoresStartSmall() {
        NetworkSpec wide = new NetworkBuilder("wide", new Shape(3, 20, 20))
                .then("flat", new LayerSpec.Flatten())
                .then("hidden", new LayerSpec.Linear(30, false, WeightPrecision.FLOAT32))
                .then("relu", new LayerSpec.Activation(MapPrecision.FLOAT32))
                .then("scores", new LayerSpec.Linear(40, true, WeightPrecision.FLOAT32))
                .build();
        try (Workbench bench = Workbench.reference(wide, 1)) {
            // 36,000 and 1,200 weights: sample variances are within 5 sqrt(2 / n) of the true ones.
            assertThat(variance(bench, "hidden")).isCloseTo(2.0 / 1200, withinPercentage(7));
            assertThat(variance(bench, "scores")).isCloseTo(1.0 / (3 * 30), withinPercentage(21));
        }
    }

    private static double variance(Workbench bench, String layer) {
        double squares = 0;
        float[] weights = Workbench.read(bench.parameters, bench.slice(layer, ParameterRole.WEIGHT));
        for (float weight : weights) {
            squares += weight * weight;
        }
        return squares / weights.length;
    }

    @Test
    void gradientDescentLowersTheLossOfAQuantizedNetwork() {
        try (Workbench bench = Workbench.reference(SampleNetworks.binaryResidual(), 8)) {
            bench.forward(0);
            double before = bench.loss();
            for (int step = 0; step < 20; step++) {
                bench.forward(step);
                bench.backward();
                bench.descend(0.002f);
            }
            assertThat(bench.loss()).isLessThan(before - 1);
        }
    }
}
