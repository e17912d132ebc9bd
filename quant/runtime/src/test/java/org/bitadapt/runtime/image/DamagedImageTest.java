package org.bitadapt.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are cut off, overwritten or too large are refused, whatever a decoder makes of them. */
class DamagedImageTest {

    private static final ImageBudget BUDGET = new ImageBudget(1 << 24);
    private static final byte[] END_OF_JPEG = {(byte) 0xff, (byte) 0xd9};

    static Stream<String> names() {
        return SampleImages.names();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void aFileCutAnywhereIsRefused(String name) {
        byte[] file = SampleImages.file(name);
        for (int length = 0; length < file.length; length += 1 + file.length / 50) {
            assertRefused(Arrays.copyOf(file, length));
        }
        assertRefused(Arrays.copyOf(file, file.length - 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void aTailOfZerosIsRefused(String name) {
        byte[] file = SampleImages.file(name);
        for (int part = 1; part <= 8; part++) {
            byte[] zeroed = file.clone();
            Arrays.fill(zeroed, file.length * part / 9, file.length, (byte) 0);
            assertRefused(zeroed);
        }
    }

    /** Decoders fill missing pixels before the end with grey. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"grey.jpg", "grey-progressive.jpg", "ycc-420.jpg", "ycc-420-progressive.jpg", "cmyk.jpg"})
    void aJpegCutInItsPixelsIsRefusedThoughItEnds(String name) {
        byte[] file = SampleImages.file(name);
        int scan = firstScan(file);
        for (int part = 1; part < 8; part++) {
            int length = scan + (file.length - 2 - scan) * part / 8;
            assertRefused(joined(Arrays.copyOf(file, length), END_OF_JPEG));
        }
    }

    @Test
    void aProgressiveJpegWithoutItsLastScanIsRefused() {
        byte[] file = SampleImages.file("ycc-420-progressive.jpg");
        int last = file.length - 2;
        while (!(file[last] == (byte) 0xff && file[last + 1] == (byte) 0xda)) {
            last--;
        }
        byte[] cut = joined(Arrays.copyOf(file, last), END_OF_JPEG);
        assertThatThrownBy(() -> EncodedImage.of(cut))
                .isInstanceOf(InvalidImageException.class)
                .hasMessage("cut off: scans are missing");
    }

    /** Every byte of a PNG is in a checksum; a flipped bit that is not noticed would be a wrong pixel. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"rgb-8.png", "palette-4-clear.png", "grey-16-interlaced.png"})
    void everyFlippedBitOfAPngIsRefused(String name) {
        byte[] file = SampleImages.file(name);
        for (int bit = 0; bit < 8 * file.length; bit += 3) {
            byte[] flipped = file.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused(flipped);
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    /** Whether damage of a JPEG's pixels can be seen is up to chance; decoding must end with pixels or a refusal. */
    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void randomDamageIsRefusedOrDecoded(int seed) {
        Random random = new Random(seed);
        for (String name : SampleImages.names().toList()) {
            byte[] file = SampleImages.file(name);
            for (int i = 0; i <= random.nextInt(4); i++) {
                file[random.nextInt(file.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(EncodedImage.of(file).decode(BUDGET)).isNotNull();
            } catch (InvalidImageException e) {
                assertThat(e).hasMessageNotContaining("\n");
            }
        }
    }

    @Test
    void otherFormatsAreRefused() {
        assertThatThrownBy(() -> EncodedImage.of("GIF89a and more".getBytes(StandardCharsets.US_ASCII)))
                .hasMessage("another format");
        assertThatThrownBy(() -> EncodedImage.of(new byte[0])).hasMessage("another format");
    }

    @Test
    void whatFollowsTheEndIsNotLookedAt() throws InvalidImageException {
        for (String name : new String[] {"rgb-8.png", "ycc-420.jpg"}) {
            byte[] file = joined(SampleImages.file(name), new byte[] {1, 2, 3});
            assertThat(EncodedImage.of(file).decode(BUDGET).pixels())
                    .isEqualTo(SampleImages.expected(name).pixels());
        }
    }

    @Test
    void aSizeThatNobodyNeedsIsRefusedBeforeItIsRead() {
        assertThatThrownBy(() -> EncodedImage.of(zeros(10_001, 10_000, 1)))
                .hasMessage("100010000 pixels, which are more than 100000000");
    }

    @Test
    void anImageThatTakesMoreThanItsBudgetIsRefused() {
        byte[] file = zeros(2000, 1500, 8);
        assertThatThrownBy(() -> EncodedImage.of(file).decode(BUDGET))
                .isInstanceOf(InvalidImageException.class)
                .hasMessage("2000 x 1500 pixels, which take 28 MB of memory and may take 16");
    }

    /** 6,000 x 6,000 pixels of 8 bytes: decoded whole, they would take 288 MB. */
    @Test
    void aLargePngIsMadeSmallerWhileItIsDecoded() throws InvalidImageException {
        byte[] file = zeros(6000, 6000, 16);
        assertThat(file).hasSizeLessThan(400_000);
        byte[] pixels = EncodedImage.of(file)
                .fit(32, 32, Fit.CROP, new ImageBudget(200_000_000))
                .pixels();
        assertThat(pixels).hasSize(3072).containsOnly((byte) 0);
    }

    /** Pixels are black and white in turn: a single pixel of a block would be black or white. */
    @Test
    void aLargeJpegIsAveraged() throws IOException {
        BufferedImage board = new BufferedImage(1600, 1500, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 1600 * 1500; i++) {
            board.getRaster().setSample(i % 1600, i / 1600, 0, (i % 1600 + i / 1600) % 2 * 255);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(board, "jpeg", file);
        EncodedImage image = EncodedImage.of(file.toByteArray());
        // A byte a pixel, 21 bytes a block of four, and the file are needed; decoded whole, each pixel would take 10
        // bytes.
        for (byte level :
                image.fit(16, 16, Fit.CROP, new ImageBudget(20_000_000)).pixels()) {
            assertThat(level & 0xff).isBetween(120, 135);
        }
    }

    /** Columns are red and green, with alpha: the average is over colours as they are seen. */
    @Test
    void blocksAreAveraged() {
        BlockMeans means = new BlockMeans(new Region(1, 0, 5, 3), 2);
        for (int y = 0; y < 3; y++) {
            for (int x = 0; x < 8; x++) {
                means.add(x, y, Colours.rgb(10 * x, y, 255));
            }
        }
        // The blocks are columns 1 and 2, 3 and 4, then 5 alone; rows 0 and 1, then 2 alone.
        assertThat(means.image().pixels())
                .containsExactly(15, 1, 255, 35, 1, 255, 50, 1, 255, 15, 2, 255, 35, 2, 255, 50, 2, 255);
    }

    private static int firstScan(byte[] file) {
        int position = 0;
        while (!(file[position] == (byte) 0xff && file[position + 1] == (byte) 0xda)) {
            position++;
        }
        return position + 14;
    }

    private static void assertRefused(byte[] file) {
        assertThatThrownBy(() -> EncodedImage.of(file).decode(BUDGET)).isInstanceOf(InvalidImageException.class);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    /** A PNG of colours with opacity, or of grey for depths below 8, all of them 0. */
    private static byte[] zeros(int width, int height, int depth) {
        PngHeader.Colour colour = depth < 8 ? PngHeader.Colour.GREY : PngHeader.Colour.RGB_ALPHA;
        PngHeader header = new PngHeader(width, height, depth, colour, false);
        Deflater deflater = new Deflater();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        byte[] row = new byte[(int) header.rowBytes(width) + 1];
        byte[] buffer = new byte[1 << 16];
        for (int y = 0; y <= height; y++) {
            if (y < height) {
                deflater.setInput(row);
            } else {
                deflater.finish();
            }
            for (int count = deflater.deflate(buffer); count > 0; count = deflater.deflate(buffer)) {
                data.write(buffer, 0, count);
            }
        }
        deflater.end();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        byte code = (byte) (depth < 8 ? 0 : 6);
        chunk(file, "IHDR", joined(joined(number(width), number(height)), new byte[] {(byte) depth, code, 0, 0, 0}));
        chunk(file, "IDAT", data.toByteArray());
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] content) {
        byte[] body = joined(type.getBytes(StandardCharsets.US_ASCII), content);
        CRC32 sum = new CRC32();
        sum.update(body);
        file.writeBytes(number(content.length));
        file.writeBytes(body);
        file.writeBytes(number((int) sum.getValue()));
    }

    private static byte[] number(int value) {
        return new byte[] {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value};
    }
}
