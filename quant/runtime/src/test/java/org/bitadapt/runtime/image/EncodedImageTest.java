package org.bitadapt.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EncodedImageTest {

    private static final ImageBudget BUDGET = new ImageBudget(1 << 24);

    static Stream<String> names() {
        return SampleImages.names();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void pixelsEqualPillows(String name) throws InvalidImageException {
        RgbImage expected = SampleImages.expected(name);
        EncodedImage image = EncodedImage.of(SampleImages.file(name));
        assertThat(image.width()).isEqualTo(expected.width());
        assertThat(image.height()).isEqualTo(expected.height());
        assertThat(image.decode(BUDGET).pixels()).isEqualTo(expected.pixels());
    }

    /** An odd pixel is left out at the right and at the bottom of what is seen, however it is stored. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void theCentralPartIsThatOfTheUprightPicture(String name) throws InvalidImageException {
        RgbImage expected = SampleImages.expected(name);
        int side = Math.min(expected.width(), expected.height());
        int left = (expected.width() - side) / 2;
        int top = (expected.height() - side) / 2;
        byte[] square = new byte[3 * side * side];
        for (int y = 0; y < side; y++) {
            int from = 3 * ((top + y) * expected.width() + left);
            System.arraycopy(expected.pixels(), from, square, 3 * y * side, 3 * side);
        }
        assertThat(EncodedImage.of(SampleImages.file(name))
                        .fit(side, side, Fit.CROP, BUDGET)
                        .pixels())
                .isEqualTo(square);
    }

    @Test
    void opaqueGreyKeepsItsLevels() throws InvalidImageException {
        byte[] pixels = EncodedImage.of(SampleImages.file("grey-opaque.png"))
                .decode(BUDGET)
                .pixels();
        assertThat(pixels).containsExactly(30, 30, 30, 64, 64, 64, 128, 128, 128, 200, 200, 200);
    }
}
