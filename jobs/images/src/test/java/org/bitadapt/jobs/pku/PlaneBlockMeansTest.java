package org.bitadapt.jobs.pku;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.bitadapt.jobs.pku.YcbcrPlanes.Plane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaneBlockMeansTest {

    private static final int WIDTH = 101;
    private static final int HEIGHT = 67;
    private static final int STRIDE = 104;

    /** Some blocks are inside the plane, and some reach beyond its last row and column. */
    @ParameterizedTest
    @CsvSource({"2, 0, 0, 51, 34", "2, 3, 5, 7, 4", "4, 1, 2, 25, 15", "6, 0, 0, 17, 12", "16, 2, 1, 5, 4"})
    void aPixelIsTheRoundedMeanOfItsBlock(int factor, int left, int top, int width, int height) {
        byte[] bytes = new byte[STRIDE * HEIGHT];
        new Random(3).nextBytes(bytes);
        Plane plane = new Plane(ByteBuffer.wrap(bytes), WIDTH, HEIGHT, STRIDE, 0, 0);

        Plane means = PlaneBlockMeans.of(plane, factor, left, top, width, height);

        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                assertThat(means.at(x, y)).isEqualTo(mean(plane, factor, left + x, top + y));
            }
        }
    }

    @Test
    void theBrightestLargestBlockDoesNotOverflow() {
        int side = PlaneBlockMeans.MOST_FACTOR;
        byte[] white = new byte[side * side];
        Arrays.fill(white, (byte) 255);
        Plane plane = new Plane(ByteBuffer.wrap(white), side, side, side, 0, 0);

        assertThat(PlaneBlockMeans.of(plane, side, 0, 0, 1, 1).at(0, 0)).isEqualTo(255);
    }

    private static int mean(Plane plane, int factor, int left, int top) {
        int sum = 0;
        for (int y = top * factor; y < (top + 1) * factor; y++) {
            for (int x = left * factor; x < (left + 1) * factor; x++) {
                sum += plane.at(x, y);
            }
        }
        return (int) Math.floor((double) sum / (factor * factor) + 0.5);
    }
}
