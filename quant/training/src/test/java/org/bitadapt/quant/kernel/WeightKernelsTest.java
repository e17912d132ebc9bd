package org.bitadapt.quant.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightKernelsTest {

    private final WeightKernels plain = WeightKernels.scalar();
    private final WeightKernels best = WeightKernels.best();

    @Test
    void testsRunWithTheVectorApi() {
        assertThat(best).isNotSameAs(plain);
    }

    @Test
    void signsFlipAtTheOppositeThresholdAndTiesGoToTheWeight() {
        float[] weights = {0.1f, 0.09f, 0.09f, -0.1f, -0.09f, 0.09f, -0.09f, 0, 0, 0};
        float[] votes = {-1, -1, 1, 1, 0.2f, 0, 0, 0, -1, 1};
        for (WeightKernels kernels : new WeightKernels[] {plain, best}) {
            // 30 weights, so that vectors and the rest see all cases.
            float[] w = new float[30];
            float[] signs = new float[30];
            for (int i = 0; i < 30; i++) {
                w[i] = weights[i % 10];
                signs[i] = votes[i % 10];
            }
            kernels.settle(w, 0.1f, 30, signs);
            for (int i = 0; i < 30; i += 10) {
                assertThat(java.util.Arrays.copyOfRange(signs, i, i + 10))
                        .containsExactly(1, -1, 1, -1, 1, 1, -1, 1, -1, 1);
            }
        }
    }

    @ParameterizedTest(name = "count={0}")
    @ValueSource(ints = {1, 15, 16, 63, 64, 65, 207, 1024})
    void resultsAreTheSameToTheLastBit(int count) {
        Random random = new Random(count);
        float[][] weights = new float[2][count];
        float[][] values = new float[2][count];
        for (int i = 0; i < count; i++) {
            weights[0][i] = weights[1][i] = (float) random.nextGaussian();
            values[0][i] = values[1][i] = (float) random.nextGaussian();
        }
        plain.scale(values[0], 0.3f, weights[0], 1, count);
        best.scale(values[1], 0.3f, weights[1], 1, count);
        assertThat(values[1]).isEqualTo(values[0]);
        plain.clip(weights[0], count);
        best.clip(weights[1], count);
        assertThat(weights[1]).isEqualTo(weights[0]);
        plain.settle(weights[0], 0.2f, count, values[0]);
        best.settle(weights[1], 0.2f, count, values[1]);
        assertThat(values[1]).isEqualTo(values[0]);
    }

    @Test
    void magnitudesAreSummedInDouble() {
        float[] weights = {-1, 0x1p-30f, 2, -0x1p-30f, 0.5f, 100};
        assertThat(WeightKernels.sumOfMagnitudes(weights, 0, 5)).isEqualTo(3.5 + 0x1p-29);
        assertThat(WeightKernels.sumOfMagnitudes(weights, 0, 0)).isCloseTo(0, within(0.0));
    }
}
