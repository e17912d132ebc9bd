package org.bitadapt.jobs.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HysteresisHistogramTest {

    @Test
    void everyWeightIsCountedOnce() {
        HysteresisHistogram histogram = of(0.125, new float[] {-9, -0.01f, 0, 0.01f, 9}, new float[] {-1, 1, 1, -1, 1});
        assertThat(histogram.weights()).isEqualTo(5);
        assertThat(histogram.between()).isEqualTo(3);
        assertThat(histogram.plusCount().get(histogram.bins() - 1)).isEqualTo(1);
        assertThat(histogram.minusCount().get(0)).isEqualTo(1);
    }

    @Test
    void weightsAtTheOtherSignAreHeld() {
        HysteresisHistogram histogram =
                of(0.125, new float[] {-0.1f, -0.1f, 0.1f, 0.1f, 0.1f}, new float[] {1, -1, 1, -1, -1});
        assertThat(histogram.held()).isEqualTo(3);
    }

    @ParameterizedTest(name = "threshold={0}")
    @ValueSource(doubles = {0.01, 0.1, 0.3, 5})
    void zeroAndBothThresholdsAreEdges(double threshold) {
        HysteresisHistogram histogram = of(threshold, new float[] {-0.4f, 0.7f}, new float[] {-1, 1});
        assertThat(histogram.binEdges())
                .isSorted()
                .contains(0.0)
                .anySatisfy(edge -> assertThat(edge).isCloseTo(threshold, within()))
                .anySatisfy(edge -> assertThat(edge).isCloseTo(-threshold, within()));
        assertThat(histogram.weights()).isEqualTo(2);
    }

    @Test
    void aLayerOfZerosWithoutAThresholdHasBins() {
        HysteresisHistogram histogram = of(0, new float[3], new float[] {1, 1, -1});
        assertThat(histogram.weights()).isEqualTo(3);
        assertThat(histogram.between()).isZero();
    }

    @Test
    void slicesOfALargerVectorAreReadWhereTheyLie() {
        float[] vector = {7, 7, -0.5f, 0.5f, -1, 1, 7};
        HysteresisHistogram histogram = HysteresisHistogram.of(
                "conv",
                0.25,
                FloatBuffer.wrap(vector, 2, 2),
                FloatBuffer.wrap(vector).slice(4, 2));
        assertThat(histogram.weights()).isEqualTo(2);
        assertThat(histogram.held()).isZero();
    }

    @Test
    void valuesThatAreNotFiniteAreRefused() {
        assertThatThrownBy(() -> of(0.1, new float[] {Float.NaN}, new float[] {1}))
                .hasMessage("Invalid latent weight: NaN in layer conv (must be finite)");
    }

    @Test
    void signsMustBeAsManyAsWeights() {
        assertThatThrownBy(() -> of(0.1, new float[2], new float[3]))
                .hasMessage("Invalid signs of layer conv: 3 (must be as many as latent weights, 2)");
    }

    @Test
    void countsAndEdgesMustFit() {
        assertThatThrownBy(() -> new HysteresisHistogram("conv", 0.1, List.of(0.0, 1.0), List.of(1L, 2L), List.of(1L)))
                .hasMessageContaining("must be one edge more than counts");
        assertThatThrownBy(() -> new HysteresisHistogram("conv", 0.1, List.of(1.0, 0.0), List.of(1L), List.of(1L)))
                .hasMessageContaining("must ascend");
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-12);
    }

    private static HysteresisHistogram of(double threshold, float[] latents, float[] signs) {
        return HysteresisHistogram.of("conv", threshold, FloatBuffer.wrap(latents), FloatBuffer.wrap(signs));
    }
}
