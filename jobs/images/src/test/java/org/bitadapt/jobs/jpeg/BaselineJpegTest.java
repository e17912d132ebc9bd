package org.bitadapt.jobs.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineJpegTest {

    private static final int WIDTH = 75;
    private static final int HEIGHT = 101;

    /** Noise of the highest quality has the longest codes. */
    @ParameterizedTest
    @CsvSource({"2, 2, 0.1", "2, 2, 0.75", "2, 2, 1", "1, 1, 0.75", "2, 1, 0.75", "1, 2, 0.75", "1, 1, 1"})
    void theRestIsDecodedToTheSamePixels(int across, int down, float quality) throws IOException {
        byte[] file = Jpegs.sampled(across, down)
                .withQuality(quality)
                .write(Jpegs.noise(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB, 1));

        assertThat(decodedRests(file, down)).isEqualTo(HEIGHT);
    }

    /** A code of the image's symbols alone may lack the symbol that the rest begins with. */
    @Test
    void theRestIsDecodedWithCodesOfTheImageToo() throws IOException {
        byte[] file = Jpegs.sampled(2, 1).optimized().write(Jpegs.noise(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB, 2));

        assertThat(decodedRests(file, 1)).isGreaterThan(HEIGHT / 2);
    }

    @ParameterizedTest
    @ValueSource(floats = {0.1f, 0.75f, 1})
    void theRestOfGreyImagesIs(float quality) throws IOException {
        byte[] file = Jpegs.sampled(1, 1)
                .withQuality(quality)
                .write(Jpegs.noise(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY, 3));

        assertThat(decodedRests(file, 1)).isEqualTo(HEIGHT);
    }

    /** Decodes the rest below each row, and returns the number of rows below which there is a rest. */
    private static int decodedRests(byte[] file, int down) throws IOException {
        BufferedImage whole = decoded(file);
        int rests = 0;
        for (int row = 0; row < HEIGHT; row++) {
            BaselineJpeg jpeg = BaselineJpeg.of(file).orElseThrow();
            int read = jpeg.readTo(row);
            assertThat(read).isEqualTo(row / (8 * down) * 8 * down);
            Optional<byte[]> rest = jpeg.rest();
            if (rest.isPresent()) {
                BufferedImage lower = decoded(rest.get());
                assertThat(lower.getHeight()).isEqualTo(HEIGHT - read);
                assertLower(lower, whole, down - 1);
                rests++;
            }
        }
        return rests;
    }

    /**
     * Asserts that two images are equal from a row on: above it, decoders smooth colours across rows that share a
     * colour.
     */
    private static void assertLower(BufferedImage lower, BufferedImage whole, int first) {
        int above = HEIGHT - lower.getHeight();
        for (int y = first; y < lower.getHeight(); y++) {
            for (int x = 0; x < WIDTH; x++) {
                assertThat(lower.getRGB(x, y)).isEqualTo(whole.getRGB(x, above + y));
            }
        }
    }

    /** The images are smooth, so that their pixels are not cut off at black and white. */
    @ParameterizedTest
    @CsvSource({"2, 2", "1, 1", "2, 1", "1, 2"})
    void meansAreThoseOfTheBlocks(int across, int down) throws IOException {
        BufferedImage image = slope();
        byte[] file = Jpegs.sampled(across, down).withQuality(1).write(image);
        BaselineJpeg jpeg = BaselineJpeg.of(file).orElseThrow();

        assertThat(jpeg.readTo(HEIGHT)).isEqualTo(HEIGHT);
        assertThat(jpeg.planes()).hasSize(3);
        MeanPlane light = jpeg.planes().get(0);
        assertThat(light.width()).isEqualTo((WIDTH + 7) / 8);
        assertThat(light.height()).isEqualTo((HEIGHT + 7) / 8);
        for (int y = 0; y < HEIGHT / 8; y++) {
            for (int x = 0; x < WIDTH / 8; x++) {
                // The image is grey, so that its red is its luminance.
                double expected = (image.getRGB(8 * x + 3, 8 * y + 3) & 0xff)
                        + ((image.getRGB(8 * x + 4, 8 * y + 4) & 0xff) - (image.getRGB(8 * x + 3, 8 * y + 3) & 0xff))
                                / 2.0;
                assertThat((double) (light.means()[y * light.stride() + x] & 0xff))
                        .isCloseTo(expected, within(1.0));
            }
        }
        MeanPlane blue = jpeg.planes().get(1);
        assertThat(blue.shiftX()).isEqualTo(across - 1);
        assertThat(blue.shiftY()).isEqualTo(down - 1);
        assertThat(blue.width()).isEqualTo((WIDTH + 8 * across - 1) / (8 * across));
        assertThat(blue.means()).startsWith(128, 128);
    }

    /** The code has no symbol for the first block's distance from grey. */
    @Test
    void thereMayBeNoCodeForTheRest() throws IOException {
        byte[] file = Jpegs.sampled(1, 1).withQuality(0.9f).optimized().write(slope());
        BaselineJpeg jpeg = BaselineJpeg.of(file).orElseThrow();
        jpeg.readTo(HEIGHT - 8);

        assertThat(jpeg.rest()).isEmpty();
    }

    @Test
    void nothingIsLeftOfAFileThatHasBeenRead() throws IOException {
        BaselineJpeg jpeg = BaselineJpeg.of(Jpegs.sampled(2, 2).write(slope())).orElseThrow();
        jpeg.readTo(HEIGHT);

        assertThatThrownBy(jpeg::rest).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void otherKindsOfFilesAreNotRead() throws IOException {
        byte[] baseline = Jpegs.sampled(2, 2).write(slope());
        BufferedImage alpha = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);

        assertThat(BaselineJpeg.of(baseline)).isPresent();
        assertThat(BaselineJpeg.of(Jpegs.progressive().write(alpha))).isEmpty();
        assertThat(BaselineJpeg.of(with(baseline, 0xff, 0xdd, 0, 4, 0, 1)))
                .as("restarts")
                .isEmpty();
        assertThat(BaselineJpeg.of(with(baseline, 0xff, 0xdd, 0, 4, 0, 0)))
                .as("no restarts")
                .isPresent();
        assertThat(BaselineJpeg.of(with(baseline, adobe(0))))
                .as("red, green and blue")
                .isEmpty();
        assertThat(BaselineJpeg.of(with(baseline, adobe(1))))
                .as("colour differences")
                .isPresent();
        assertThat(BaselineJpeg.of(with(baseline, 0xff, 0xfe, 0, 3, 7)))
                .as("a comment")
                .isPresent();
        assertThat(BaselineJpeg.of(with(baseline, 0xff, 0xdc, 0, 4, 0, 8)))
                .as("a number of lines")
                .isEmpty();
    }

    private static int[] adobe(int transform) {
        return new int[] {0xff, 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, transform};
    }

    /** A file with one more segment, behind its start. */
    private static byte[] with(byte[] file, int... segment) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(file, 0, 2);
        for (int value : segment) {
            bytes.write(value);
        }
        bytes.write(file, 2, file.length - 2);
        return bytes.toByteArray();
    }

    /** Whatever a file says, it is read, refused or found to be damaged. */
    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void damagedFilesDoNoHarm(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] file = Jpegs.sampled(2, 2).write(Jpegs.noise(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB, seed));
        int sizes = indexOf(file, 0xc0);
        int damaged = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] copy = file.clone();
            int position = 2 + random.nextInt(file.length - 2);
            if (position >= sizes && position < sizes + 9) {
                continue; // Sizes are looked at before.
            }
            copy[position] = (byte) random.nextInt(256);
            try {
                BaselineJpeg.of(copy).ifPresent(BaselineJpegTest::readAll);
            } catch (DamagedFile e) {
                damaged++;
            }
        }
        assertThat(damaged).isPositive();
    }

    @Test
    void dataThatEndTooEarlyAreNoticed() throws IOException {
        byte[] file = Jpegs.sampled(2, 2).write(Jpegs.noise(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB, 5));
        int middle = file.length / 2;
        file[middle] = (byte) 0xff;
        file[middle + 1] = (byte) 0xd9;
        BaselineJpeg jpeg = BaselineJpeg.of(file).orElseThrow();

        assertThatThrownBy(() -> jpeg.readTo(HEIGHT))
                .isInstanceOf(IIOException.class)
                .hasMessage("its data end too early");
    }

    private static final class DamagedFile extends RuntimeException {

        private static final long serialVersionUID = 1;

        DamagedFile(IIOException cause) {
            super(cause);
        }
    }

    private static void readAll(BaselineJpeg jpeg) {
        try {
            jpeg.readTo(HEIGHT / 2);
            jpeg.rest();
        } catch (IIOException e) {
            throw new DamagedFile(e);
        }
    }

    private static int indexOf(byte[] file, int marker) {
        int position = 2;
        while ((file[position + 1] & 0xff) != marker) {
            position += 2 + ((file[position + 2] & 0xff) << 8 | (file[position + 3] & 0xff));
        }
        return position;
    }

    private static BufferedImage slope() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                image.setRGB(x, y, (128 + x / 4 + y) * 0x10101);
            }
        }
        return image;
    }

    private static BufferedImage decoded(byte[] file) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(file));
    }
}
