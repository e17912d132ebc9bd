package org.bitadapt.quant.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EvaluationTest {

    static Stream<NetworkSpec> quantizedNetworks() {
        return Stream.of(
                SampleNetworks.binaryResidual(),
                SampleNetworks.binaryChain(),
                SampleNetworks.withWidth(SampleNetworks.binaryResidual(), 2, 8),
                SampleNetworks.withWidth(SampleNetworks.binaryChain(), 4, 3),
                SampleNetworks.withWidth(SampleNetworks.binaryChain(), 7, 1));
    }

    /** The float forms of these networks have the same steps. */
    @Test
    void theNetworksHaveEveryKindOfStep() {
        assertThat(quantizedNetworks()
                        .flatMap(spec -> LoweredNetwork.of(spec).steps().stream())
                        .<Class<?>>map(Step::getClass))
                .contains(Step.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("quantizedNetworks")
    void referenceScoresAreThoseOfIntegerArithmeticToTheLastBit(NetworkSpec spec) {
        try (Workbench bench = Workbench.reference(spec, 5)) {
            assertIntegerScores(bench);
        }
    }

    /** Trains a little, so that statistics and ranges are real, and compares every score. */
    static void assertIntegerScores(Workbench bench) {
        for (int step = 0; step < 3; step++) {
            bench.forward(step);
            bench.backward();
            bench.descend(0.01f);
        }
        bench.evaluate();
        IntegerNetwork integers = new IntegerNetwork(bench.network, bench.engine.layout(), bench.parameters);
        int classes = bench.network.spec().classes();
        for (int image = 0; image < bench.images; image++) {
            float[] actual = new float[classes];
            bench.scores.get(image * classes, actual);
            assertThat(actual).isEqualTo(integers.scores(image(bench, image)));
        }
    }

    private static long[] image(Workbench bench, int image) {
        Shape shape = bench.network.spec().input();
        int pixels = shape.height() * shape.width();
        long[] values = new long[shape.size()];
        for (int i = 0; i < values.length; i++) {
            int c = i / pixels;
            int position = (image * pixels + i % pixels) * shape.channels() + c;
            values[i] = (long) Byte.toUnsignedInt(bench.pixels.get(position))
                    - Workbench.NORMALIZATION.zeroPoints().get(c);
        }
        return values;
    }
}
