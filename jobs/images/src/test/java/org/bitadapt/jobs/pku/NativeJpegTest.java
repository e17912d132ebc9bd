package org.bitadapt.jobs.pku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import org.bitadapt.jobs.jpeg.Jpegs;
import org.bitadapt.jobs.pku.YcbcrPlanes.Plane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeJpegTest {

    private static final int WIDTH = 72;
    private static final int HEIGHT = 90;

    @ParameterizedTest
    @CsvSource({"1, 1, 16", "1, 33, 48", "1, 90, 90", "8, 41, 48"})
    void upperRowsAreThoseOfTheWholePicture(int reduction, int rows, int decoded) throws Exception {
        byte[] file = jpeg(Jpegs.sampled(2, 2));
        try (YcbcrPlanes whole = NativeJpeg.decode(file, reduction, HEIGHT);
                YcbcrPlanes upper = NativeJpeg.decode(file, reduction, rows)) {
            assertThat(whole.height()).isEqualTo((HEIGHT + reduction - 1) / reduction);
            assertThat(upper.height()).isEqualTo(decoded / reduction);
            assertEqual(upper.luminance(), whole.luminance());
            assertEqual(upper.blue(), whole.blue());
            assertEqual(upper.red(), whole.red());
        }
    }

    /** The rows of progressive pictures are complete only after the last scan. */
    @Test
    void progressivePicturesAreDecodedWhole() throws Exception {
        try (YcbcrPlanes picture = NativeJpeg.decode(jpeg(Jpegs.progressive()), 1, 16)) {
            assertThat(picture.height()).isEqualTo(HEIGHT);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, HEIGHT})
    void damageAboveTheLastRowIsNoticed(int rows) throws Exception {
        byte[] file = jpeg(Jpegs.sampled(2, 2));
        // The data are 160 ones, with the zero that JPEG wants behind each byte of ones: no code has as many ones.
        for (int i = 0; i < 40; i++) {
            file[file.length / 5 + i] = (byte) (i % 2 == 0 ? 0xff : 0);
        }

        assertThatThrownBy(() -> NativeJpeg.decode(file, 1, rows)).isInstanceOf(InvalidPhotographException.class);
    }

    private static void assertEqual(Plane part, Plane whole) {
        assertThat(part.width()).isEqualTo(whole.width());
        byte[] expected = new byte[whole.width()];
        byte[] actual = new byte[whole.width()];
        for (int row = 0; row < part.height(); row++) {
            whole.copy(row, 0, expected, expected.length);
            part.copy(row, 0, actual, actual.length);
            assertThat(actual).isEqualTo(expected);
        }
    }

    private static byte[] jpeg(Jpegs kind) throws IOException {
        return kind.write(Jpegs.noise(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB, 5));
    }
}
