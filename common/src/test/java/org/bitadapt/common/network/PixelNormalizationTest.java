package org.bitadapt.common.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PixelNormalizationTest {

    @Test
    void shiftsMoveZeroPointsBetweenCodes() {
        PixelNormalization pixels = new PixelNormalization(List.of(124, 116), 1 / 58f, List.of(-0.325f, 0.28f));
        assertThat(pixels.zero(0)).isEqualTo(123.675f);
        assertThat(pixels.zero(1)).isEqualTo(116.28f);
        assertThat(new PixelNormalization(List.of(124, 116), 1 / 58f).zero(1)).isEqualTo(116);
    }

    @Test
    void shiftsOfZeroAreNone() {
        assertThat(new PixelNormalization(List.of(1, 2), 1, List.of(0f, -0f)))
                .isEqualTo(new PixelNormalization(List.of(1, 2), 1));
    }

    @Test
    void shiftsAreFiniteAndOnePerChannel() {
        assertThatThrownBy(() -> new PixelNormalization(List.of(1, 2), 1, List.of(0.5f)))
                .hasMessage("Invalid shifts of zero points: [0.5] (must be finite, one per channel or none)");
        assertThatThrownBy(() -> new PixelNormalization(List.of(1), 1, List.of(Float.NaN)))
                .hasMessage("Invalid shifts of zero points: [NaN] (must be finite, one per channel or none)");
    }
}
