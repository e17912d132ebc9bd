package org.bitadapt.quant.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Node;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.bitadapt.quant.engine.parameter.ParameterSlice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceGradientTest {

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(ints = {1, 2, 3})
    void gradientsOfAFloatResidualNetworkAreFiniteDifferences(int seed) {
        try (Workbench bench = Workbench.reference(SampleNetworks.floatResidual(), 3)) {
            // Betas of 6 keep values far from ReLU's kink, where the loss is smooth.
            bench.engine.layout().slices().values().stream()
                    .filter(slice -> slice.role() == ParameterRole.BETA)
                    .forEach(slice -> bench.set(slice.node(), ParameterRole.BETA, 6));
            assertFiniteDifferences(bench, seed);
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(ints = {1, 2, 3})
    void gradientsOfAFloatChainAreFiniteDifferences(int seed) {
        try (Workbench bench = Workbench.reference(SampleNetworks.floatChain(), 3)) {
            for (String node : List.of("conv1", "conv2", "hidden")) {
                bench.set(node, ParameterRole.BIAS, 20);
            }
            assertFiniteDifferences(bench, seed);
        }
    }

    private static void assertFiniteDifferences(Workbench bench, int seed) {
        bench.forward(seed);
        bench.backward();
        Random random = new Random(seed);
        for (ParameterSlice slice : bench.engine.layout().slices().values()) {
            if (slice.role().trained()) {
                int index = slice.offset() + random.nextInt(slice.length());
                double expected = finiteDifference(bench, index, seed);
                // Rounding errs by 2^-24 of the sum of |score * gradient| over 2^-7; curvature errs by the third order
                // in 2^-8.
                assertThat((double) bench.gradient.get(index))
                        .as(slice.key())
                        .isCloseTo(expected, within(0.02 * Math.abs(expected) + 0.005));
            }
        }
    }

    private static double finiteDifference(Workbench bench, int index, long seed) {
        float step = 1 / 256f;
        float old = bench.parameters.get(index);
        bench.parameters.put(index, old + step);
        bench.forward(seed);
        double above = bench.loss();
        bench.parameters.put(index, old - step);
        bench.forward(seed);
        double below = bench.loss();
        bench.parameters.put(index, old);
        return (above - below) / (2 * step);
    }

    @Test
    void binaryWeightsPassTheGradientStraightWithinOne() {
        NetworkSpec spec = new NetworkSpec(
                "linear",
                new Shape(3, 2, 2),
                List.of(
                        new Node("flat", new LayerSpec.Flatten(), List.of(NetworkSpec.INPUT)),
                        new Node("classes", new LayerSpec.Linear(2, true, WeightPrecision.BINARY), List.of("flat"))));
        try (Workbench bench = Workbench.reference(spec, 1)) {
            bench.set("classes", ParameterRole.WEIGHT, 0.5f, -1.5f, 1f, -0.25f, -1f);
            bench.set("classes", ParameterRole.SIGN, 1, -1, 1, 1, -1);
            bench.forward(0);
            bench.backward();
            ParameterSlice weights = bench.slice("classes", ParameterRole.WEIGHT);
            double alpha = meanMagnitude(bench, weights, 0);
            double score = 0;
            for (int i = 0; i < 12; i++) {
                // Weights are [channel][pixel], pixels [pixel][channel].
                double x = bench.pixel(i % 4 * 3 + i / 4);
                score += alpha
                        * bench.parameters.get(
                                bench.slice("classes", ParameterRole.SIGN).offset() + i)
                        * x;
                float latent = bench.parameters.get(weights.offset() + i);
                double expected = Math.abs(latent) <= 1 ? x * bench.scoreGradient.get(0) : 0;
                assertThat((double) bench.gradient.get(weights.offset() + i)).isCloseTo(expected, within(1e-5));
            }
            assertThat((double) bench.scores.get(0)).isCloseTo(score, within(1e-5));
            assertThat(bench.gradient.get(
                            bench.slice("classes", ParameterRole.BIAS).offset()))
                    .isEqualTo(bench.scoreGradient.get(0));
        }
    }

    private static double meanMagnitude(Workbench bench, ParameterSlice weights, int output) {
        double sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += Math.abs(bench.parameters.get(weights.offset() + 12 * output + i));
        }
        return sum / 12;
    }

    @Test
    void codesPassTheGradientStraightInsideTheRange() {
        try (Workbench bench = Workbench.reference(onePixel(), 1)) {
            // y = weight * x of channel 0, and the second layer passes channel c on to score c.
            float x = (float) bench.pixel(0);
            bench.set("conv", ParameterRole.WEIGHT, 0);
            ParameterSlice weights = bench.slice("conv", ParameterRole.WEIGHT);
            float[] values = {-1f, 0.3f, 0.999f, 1.001f};
            for (int c = 0; c < 4; c++) {
                bench.parameters.put(weights.offset() + 3 * c, values[c] / x);
            }
            bench.set("relu", ParameterRole.RANGE, 1);
            bench.set("classes", ParameterRole.WEIGHT, 1, 0, 0, 0, 0);
            bench.forward(0);
            bench.backward();
            for (int c = 0; c < 4; c++) {
                double expected = c == 1 || c == 2 ? bench.scoreGradient.get(c) * x : 0;
                assertThat((double) bench.gradient.get(weights.offset() + 3 * c))
                        .isCloseTo(expected, within(1e-5));
            }
            assertThat(bench.scores.get(0)).isZero();
            // Code round(0.3 * 255) = 76 (76.5 to even), within the rounding of the weight above.
            assertThat(bench.scores.get(1) * 255).isBetween(75.99f, 77.01f);
            assertThat(bench.scores.get(2)).isCloseTo(1, within(1e-6f));
            assertThat(bench.scores.get(3)).isCloseTo(1, within(1e-6f));
        }
    }

    @Test
    void theFirstBatchSetsTheRangeAndLaterOnesMoveIt() {
        try (Workbench bench = Workbench.reference(onePixel(), 1)) {
            bench.set("conv", ParameterRole.WEIGHT, 0);
            ParameterSlice weights = bench.slice("conv", ParameterRole.WEIGHT);
            int range = bench.slice("relu", ParameterRole.RANGE).offset();
            bench.parameters.put(weights.offset(), 2 / (float) bench.pixel(0));
            bench.forward(0);
            bench.backward();
            assertThat(bench.gradient.get(range)).isCloseTo(-2, within(1e-5f));
            bench.set("relu", ParameterRole.RANGE, 1);
            bench.forward(0);
            bench.backward();
            assertThat(bench.gradient.get(range)).isCloseTo(-0.01f, within(1e-5f));
            bench.set("conv", ParameterRole.WEIGHT, 0);
            bench.forward(0);
            bench.backward();
            assertThat(bench.gradient.get(range)).isZero();
        }
    }

    private static NetworkSpec onePixel() {
        return new NetworkSpec(
                "pixel",
                new Shape(3, 1, 1),
                List.of(
                        new Node(
                                "conv",
                                new LayerSpec.Conv2d(4, 1, 1, 0, false, WeightPrecision.FLOAT32),
                                List.of(NetworkSpec.INPUT)),
                        new Node("relu", new LayerSpec.Activation(MapPrecision.UINT8), List.of("conv")),
                        new Node("classes", new LayerSpec.Linear(4, false, WeightPrecision.INT8), List.of("relu"))));
    }

    @Test
    void aBackwardPassNeedsAForwardPass() {
        try (Workbench bench = Workbench.reference(onePixel(), 1)) {
            assertThatThrownBy(bench::backward)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("No forward pass");
        }
    }
}
