package org.bitadapt.jobs.pku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.bitadapt.jobs.pku.Picture.Plane;
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
        byte[] file = jpeg(false);
        try (Picture whole = NativeJpeg.decode(file, reduction, HEIGHT);
                Picture upper = NativeJpeg.decode(file, reduction, rows)) {
            assertThat(whole.height()).isEqualTo((HEIGHT + reduction - 1) / reduction);
            assertThat(upper.height()).isEqualTo(decoded / reduction);
            assertEqual(upper.luminance(), whole.luminance());
            assertEqual(upper.blue(), whole.blue());
            assertEqual(upper.red(), whole.red());
        }
    }

    /** Their rows are complete only after the last scan. */
    @Test
    void progressivePicturesAreDecodedWhole() throws Exception {
        try (Picture picture = NativeJpeg.decode(jpeg(true), 1, 16)) {
            assertThat(picture.height()).isEqualTo(HEIGHT);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, HEIGHT})
    void damageAboveTheLastRowIsNoticed(int rows) throws Exception {
        byte[] file = jpeg(false);
        // 160 ones, behind each byte of them the zero that JPEG wants: no code has as many.
        for (int i = 0; i < 40; i++) {
            file[file.length / 5 + i] = (byte) (i % 2 == 0 ? 0xff : 0);
        }

        assertThatThrownBy(() -> NativeJpeg.decode(file, 1, rows)).isInstanceOf(InvalidImageException.class);
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

    private static byte[] jpeg(boolean progressive) throws IOException {
        Random random = new Random(5);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                image.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
