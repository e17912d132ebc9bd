package org.bitadapt.jobs.pku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import org.bitadapt.jobs.jpeg.Jpegs;
import org.bitadapt.jobs.pku.YcbcrPlanes.Plane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartialJpegTest {

    private static final int WIDTH = 139;
    private static final int HEIGHT = 171;

    @ParameterizedTest
    @CsvSource({"2, 2, 1", "2, 2, 4", "1, 1, 1", "2, 1, 1", "1, 2, 1", "1, 1, 4", "2, 1, 4", "1, 2, 4"})
    void rowsAreThoseOfTheWholePicture(int across, int down, int reduction) throws Exception {
        byte[] file = Jpegs.sampled(across, down).write(noise());
        for (int from = 0; from < HEIGHT; from += 11) {
            int to = Math.min(HEIGHT, from + 40);
            try (YcbcrPlanes whole = NativeJpeg.decode(file, reduction, HEIGHT);
                    YcbcrPlanes part = PartialJpeg.decode(file, reduction, from, to)) {
                int most = Math.min(from, HEIGHT - FrameSize.LEAST) / reduction;
                assertThat(part.luminance().firstRow()).isBetween(most - 15 / reduction, most);
                assertEqualRows(part.luminance(), whole.luminance(), to / reduction);
                assertEqualRows(part.blue(), whole.blue(), to / reduction / down);
                assertEqualRows(part.red(), whole.red(), to / reduction / down);
            }
        }
    }

    private static void assertEqualRows(Plane part, Plane whole, int end) {
        assertThat(part.width()).isEqualTo(whole.width());
        assertThat(part.height()).isGreaterThanOrEqualTo(end);
        byte[] expected = new byte[whole.width()];
        byte[] actual = new byte[whole.width()];
        for (int row = part.firstRow(); row < end; row++) {
            whole.copy(row, 0, expected, expected.length);
            part.copy(row, 0, actual, actual.length);
            assertThat(actual).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "1, 1", "2, 1", "1, 2"})
    void anEighthOfTheSizeIsWhatTheDecoderMakesOfIt(int across, int down) throws Exception {
        byte[] file = Jpegs.sampled(across, down).write(noise());
        try (YcbcrPlanes expected = NativeJpeg.decode(file, 8, HEIGHT);
                YcbcrPlanes means = PartialJpeg.decode(file, 8, 0, HEIGHT)) {
            assertThat(means.luminance().height())
                    .isEqualTo(expected.luminance().height());
            assertEqualRows(
                    means.luminance(),
                    expected.luminance(),
                    expected.luminance().height());
            assertEqualRows(means.blue(), expected.blue(), expected.blue().height());
            assertEqualRows(means.red(), expected.red(), expected.red().height());
        }
    }

    @Test
    void aGreyPictureHasNoColour() throws Exception {
        byte[] file = Jpegs.sampled(1, 1).write(Jpegs.noise(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY, 2));
        try (YcbcrPlanes means = PartialJpeg.decode(file, 8, 0, HEIGHT);
                YcbcrPlanes part = PartialJpeg.decode(file, 1, 48, 64)) {
            assertThat(means.blue()).isSameAs(Plane.NEUTRAL);
            byte[] rgb = new byte[3];
            part.rgb(70, 50, rgb, 0);
            assertThat(rgb).containsOnly(rgb[0]);
        }
    }

    /** The hash is made of the light of blocks: the choice of decoded rows must not matter beyond rounding. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void theLightOfABlockIsItsMean(int reduction) throws Exception {
        byte[] file = Jpegs.sampled(2, 2).write(noise());
        try (YcbcrPlanes whole = NativeJpeg.decode(file, reduction, HEIGHT);
                YcbcrPlanes part = PartialJpeg.decode(file, reduction, 100, HEIGHT)) {
            for (int y = 3; y < HEIGHT; y += 8) {
                for (int x = 5; x < WIDTH; x += 8) {
                    // Pixels are rounded before they are added up here, and cut off at black and white.
                    assertThat(part.blockLight(x, y)).isCloseTo(whole.blockLight(x, y), within(2));
                }
            }
            assertThat(part.blockLight(33, 100)).isEqualTo(mean(whole, 32, 96));
        }
    }

    private static int mean(YcbcrPlanes whole, int left, int top) {
        double sum = 0;
        int pixels = 8 / whole.reduction();
        for (int y = 0; y < pixels; y++) {
            for (int x = 0; x < pixels; x++) {
                sum += whole.luminance().at(left / whole.reduction() + x, top / whole.reduction() + y);
            }
        }
        return (int) Math.round(sum / (pixels * pixels));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void progressivePicturesAreLeftToTheDecoder(int reduction) throws Exception {
        byte[] file = Jpegs.progressive().write(noise());
        try (YcbcrPlanes picture = PartialJpeg.decode(file, reduction, 100, 120)) {
            assertThat(picture.luminance().firstRow()).isZero();
            assertThat(picture.height()).isEqualTo((HEIGHT + reduction - 1) / reduction);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 100, 171", "8, 0, 171", "1, 0, 171"})
    void damageIsNoticed(int reduction, int from, int to) throws IOException {
        byte[] file = Jpegs.sampled(2, 2).write(noise());
        // The data are 160 ones, with the zero that JPEG wants behind each byte of ones: no code has as many ones.
        for (int i = 0; i < 40; i++) {
            file[file.length / 5 + i] = (byte) (i % 2 == 0 ? 0xff : 0);
        }

        assertThatThrownBy(() -> PartialJpeg.decode(file, reduction, from, to))
                .isInstanceOf(InvalidPhotographException.class)
                .hasMessageStartingWith("Damaged image");
    }

    private static BufferedImage noise() {
        return Jpegs.noise(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB, 1);
    }
}
