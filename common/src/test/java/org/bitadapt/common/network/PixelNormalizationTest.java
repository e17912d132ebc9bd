package org.bitadapt.common.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PixelNormalizationTest {

    @Test
    void meansBecomeCodesAndDeviationsOneScale() {
        PixelNormalization normalization =
                PixelNormalization.of(List.of(0.4914, 0.4822, 0.4465), List.of(0.2470, 0.2435, 0.2616));
        assertThat(normalization.zeroPoints()).containsExactly(125, 123, 114);
        assertThat(normalization.scale()).isCloseTo((float) (3 / (255 * 0.7521)), within(1e-7f));
    }

    @Test
    void endsOfTheRangeAreKept() {
        assertThat(PixelNormalization.of(List.of(0.0, 1.0), List.of(0.5, 0.5)).zeroPoints())
                .containsExactly(0, 255);
    }

    @Test
    void flatColourIsMeasuredInCodes() {
        assertThat(PixelNormalization.of(List.of(0.5), List.of(0.0)).scale()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 256})
    void zeroPointIsACode(int zeroPoint) {
        assertThatThrownBy(() -> new PixelNormalization(List.of(zeroPoint), 1))
                .hasMessage("Invalid zero point: " + zeroPoint + " (must be 0..255)");
    }

    @ParameterizedTest
    @ValueSource(floats = {0, -1, Float.NaN, Float.POSITIVE_INFINITY})
    void scaleIsFiniteAndAboveZero(float scale) {
        assertThatThrownBy(() -> new PixelNormalization(List.of(0), scale))
                .hasMessage("Invalid pixel scale: " + scale + " (must be finite and above 0)");
    }
}
