package org.bitadapt.jobs.pku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.bitadapt.jobs.pku.YcbcrPlanes.Plane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {

    private static final int WIDTH = 61;
    private static final int HEIGHT = 47;

    /** The squares shrink, enlarge, and touch every border. */
    @ParameterizedTest
    @CsvSource({"12, 3.3, 5.1, 40.7", "12, 0, 0, 47", "16, 50, 40, 7", "16, 10.5, 20.25, 3", "13, 14, 0, 47"})
    void aPixelIsTheWeightedMeanAroundItsCentre(int side, double left, double top, double length) {
        assertWeightedMeans(plane(1), side, left, top, length);
    }

    /** The squares are so large that means of blocks come first; these blur noise a little more. */
    @ParameterizedTest
    @CsvSource({"9, 3.3, 5.1, 40.7", "11, 0, 0, 47", "8, 14, 0, 47", "4, 12, 3.5, 43"})
    void aPixelOfASmoothPictureIsToo(int side, double left, double top, double length) {
        byte[] bytes = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % WIDTH + i / WIDTH);
        }
        assertWeightedMeans(new Plane(ByteBuffer.wrap(bytes), WIDTH, HEIGHT, WIDTH, 0, 0), side, left, top, length);
    }

    private static void assertWeightedMeans(Plane plane, int side, double left, double top, double length) {
        YcbcrPlanes picture = new YcbcrPlanes(plane, Plane.NEUTRAL, Plane.NEUTRAL, 1, () -> {});
        byte[] crop = new Resampler(side).crop(picture, new PixelBox(left, top, left + length, top + length));

        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double scale = length / side;
                double expected = mean(picture.luminance(), left + (x + 0.5) * scale, top + (y + 0.5) * scale, scale);
                for (int channel = 0; channel < 3; channel++) {
                    assertThat(crop[3 * (y * side + x) + channel] & 0xff)
                            .isCloseTo((int) Math.round(expected), within(1));
                }
            }
        }
    }

    @Test
    void aReducedPictureIsReadAtItsOwnScale() {
        Plane plane = plane(2);
        byte[] whole = new Resampler(8)
                .crop(new YcbcrPlanes(plane, Plane.NEUTRAL, Plane.NEUTRAL, 1, () -> {}), new PixelBox(4, 6, 36, 38));
        byte[] reduced = new Resampler(8)
                .crop(
                        new YcbcrPlanes(plane, Plane.NEUTRAL, Plane.NEUTRAL, 4, () -> {}),
                        new PixelBox(16, 24, 144, 152));

        assertThat(reduced).isEqualTo(whole);
    }

    @Test
    void coloursOfSmallerPlanesAreThoseOfTheirPlace() {
        Plane light = new Plane(ByteBuffer.wrap(filled(WIDTH * HEIGHT, 100)), WIDTH, HEIGHT, WIDTH, 0, 0);
        byte[] halves = new byte[31 * 24];
        for (int i = 0; i < halves.length; i++) {
            halves[i] = (byte) (i % 31 < 15 ? 78 : 178);
        }
        Plane red = new Plane(ByteBuffer.wrap(halves), 31, 24, 31, 1, 1);
        Plane blue = new Plane(ByteBuffer.wrap(filled(31 * 24, 128)), 31, 24, 31, 1, 1);
        byte[] crop =
                new Resampler(8).crop(new YcbcrPlanes(light, blue, red, 1, () -> {}), new PixelBox(6, 4, 54, 52 - 5));

        assertThat(crop[0] & 0xff).isEqualTo(Math.round(100 - 1.402f * 50));
        assertThat(crop[3 * 7] & 0xff).isEqualTo(Math.round(100 + 1.402f * 50));
        assertThat(crop[2] & 0xff).isEqualTo(100);
    }

    /** Large crops go through means of blocks, small ones are enlarged. */
    @ParameterizedTest
    @CsvSource({"8, 4", "8, 8.5", "8, 17", "8, 40", "12, 31", "5, 44", "4, 47"})
    void theRowsThatItAsksForAreEnough(int side, double length) {
        byte[] colours = new byte[31 * 24];
        new Random(4).nextBytes(colours);
        Plane light = plane(3);
        Plane red = new Plane(ByteBuffer.wrap(colours), 31, 24, 31, 1, 1);
        Resampler resampler = new Resampler(side);
        YcbcrPlanes whole = new YcbcrPlanes(light, Plane.NEUTRAL, red, 1, () -> {});
        for (double top = 0; top + length <= HEIGHT; top += 0.7) {
            PixelBox square = new PixelBox(3, top, 3 + length, top + length);
            int from = resampler.firstRow(square, 1) / 2 * 2;
            int to = Math.min(HEIGHT, (resampler.endRow(square, 1) + 1) / 2 * 2);
            YcbcrPlanes part = new YcbcrPlanes(rows(light, from, to), Plane.NEUTRAL, rows(red, from, to), 1, () -> {});

            assertThat(resampler.crop(part, square)).isEqualTo(resampler.crop(whole, square));
        }
    }

    private static Plane rows(Plane plane, int from, int to) {
        int first = from >> plane.shiftY();
        int end = Math.min(plane.height(), (to + plane.shiftY()) >> plane.shiftY());
        ByteBuffer bytes = plane.bytes().slice(first * plane.stride(), (end - first) * plane.stride());
        return new Plane(bytes, plane.width(), end - first, plane.stride(), plane.shiftX(), plane.shiftY()).below(from);
    }

    private static double mean(Plane plane, double centreX, double centreY, double scale) {
        double radius = Math.max(1, scale);
        double sum = 0;
        double weights = 0;
        for (int y = 0; y < plane.height(); y++) {
            for (int x = 0; x < plane.width(); x++) {
                double weight = Math.max(0, 1 - Math.abs(x + 0.5 - centreX) / radius)
                        * Math.max(0, 1 - Math.abs(y + 0.5 - centreY) / radius);
                sum += weight * plane.at(x, y);
                weights += weight;
            }
        }
        return sum / weights;
    }

    private static Plane plane(long seed) {
        byte[] bytes = new byte[WIDTH * HEIGHT];
        new Random(seed).nextBytes(bytes);
        return new Plane(ByteBuffer.wrap(bytes), WIDTH, HEIGHT, WIDTH, 0, 0);
    }

    private static byte[] filled(int count, int value) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
