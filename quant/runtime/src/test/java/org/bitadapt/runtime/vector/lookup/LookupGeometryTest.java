package org.bitadapt.runtime.vector.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.kernel.SampleLayers;
import org.bitadapt.runtime.vector.memory.Wide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookupGeometryTest {
    private static final int LARGEST_CODE = 255;
    private static final int LARGEST_SUM = 65_535;
    private static final int CACHE_BYTES = 512 << 10;

    @ParameterizedTest(name = "{0} channels")
    @ValueSource(ints = {1, 4, 5, 6, 63, 64, 65, 127, 207, 254, 255, 256, 510, 511, 1024, 65_535})
    void sumsOfACallFitSixteenBitsInAsFewChunksAsTheyCan(int channels) {
        for (int kernel : new int[] {1, 2, 3, 5, 7, 51}) {
            LookupGeometry geometry =
                    new LookupGeometry(SampleLayers.of(Convolution.of(1, 1, 1, kernel), channels, 1, kernel));
            int groups = 0;
            while (5 * groups < channels) {
                groups++;
            }
            int fitting = 0;
            while ((fitting + 1) * kernel * 5 * LARGEST_CODE <= LARGEST_SUM) {
                fitting++;
            }
            assertThat(geometry.groups).isBetween(1, fitting);
            assertThat(geometry.chunks * geometry.groups).isGreaterThanOrEqualTo(groups);
            assertThat((geometry.chunks - 1) * geometry.groups)
                    .as("empty chunk")
                    .isLessThan(groups);
            assertThat((geometry.chunks - 1) * fitting).as("a chunk too many").isLessThan(groups);
            assertThat(geometry.steps()).isEqualTo(kernel * geometry.groups);
            assertThat(LookupGeometry.groupsOf(channels)).isEqualTo(groups);
        }
    }

    @ParameterizedTest(name = "{0} outputs")
    @CsvSource({"1,1", "63,1", "64,1", "65,2", "127,2", "128,2", "207,4"})
    void outputsAreTakenInSixtyFours(int outputs, int pairs) {
        assertThat(new LookupGeometry(SampleLayers.of(Convolution.of(1, outputs, 1), 1, 2, 2)).pairs)
                .isEqualTo(pairs);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void stripsAndTilesCoverEveryPixelOnce(long seed) {
        LookupGeometry geometry = new LookupGeometry(layer(new Random(seed)));
        int width = geometry.layer.out().width();
        int pixels = 0;
        for (int strip = 0; strip < geometry.strips(); strip++) {
            assertThat(pixels).isEqualTo(strip * geometry.rows * width);
            assertThat(geometry.pixels(strip)).isPositive();
            assertThat(geometry.tiles(strip)).isBetween(1, geometry.tiles());
            int last = geometry.pixels(strip) - (geometry.tiles(strip) - 1) * Wide.TILE;
            assertThat(last).isBetween(1, Wide.TILE);
            pixels += geometry.pixels(strip);
        }
        assertThat(pixels).isEqualTo(geometry.layer.out().pixels());
        assertThat(geometry.calls())
                .isEqualTo(geometry.chunks * geometry.layer.convolution().kernelHeight());
    }

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    /** No two rows that one strip reads share a place, and nothing reaches into another row or the zeros. */
    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void rowsOfAStripHavePlacesOfTheirOwn(long seed) {
        LookupGeometry geometry = new LookupGeometry(layer(new Random(seed)));
        Convolution convolution = geometry.layer.convolution();
        for (int strip = 0; strip < geometry.strips(); strip++) {
            Map<Integer, Integer> rowAt = new HashMap<>();
            for (int row : rowsRead(geometry, strip)) {
                assertThat(geometry.rowAt(row) % geometry.rowBytes()).isZero();
                assertThat(geometry.rowAt(row)).isEqualTo(geometry.ringRow(row) * geometry.rowBytes());
                assertThat(geometry.rowAt(row) + geometry.rowBytes()).isLessThanOrEqualTo(geometry.zerosAt());
                assertThat(rowAt.put(geometry.rowAt(row), row))
                        .as("row %d", row)
                        .isNull();
            }
        }
        assertThat(geometry.zerosAt() + geometry.rowBytes()).isEqualTo(geometry.ringBytes());
        assertThat(geometry.columns).isEqualTo(geometry.layer.in().width() + 2 * convolution.padding());
        // A table of 32 sums of 16 bits for each group of a pixel.
        assertThat(geometry.pixelBytes()).isEqualTo(geometry.groups * 32 * Short.BYTES);
        assertThat(geometry.chunkBytes()).isEqualTo(geometry.columns * geometry.pixelBytes());
        assertThat(geometry.rowBytes()).isEqualTo(geometry.chunks * geometry.chunkBytes());
    }

    private static Set<Integer> rowsRead(LookupGeometry geometry, int strip) {
        Convolution convolution = geometry.layer.convolution();
        Set<Integer> rows = new HashSet<>();
        for (int i = 0; i < geometry.rows; i++) {
            int y = strip * geometry.rows + i;
            for (int ky = 0; ky < convolution.kernelHeight(); ky++) {
                int row = y * convolution.stride() - convolution.padding() + ky;
                boolean inside = row >= 0 && row < geometry.layer.in().height();
                if (y < geometry.layer.out().height() && inside) {
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void noOtherStripsThatFitTheCacheAreCheaper(long seed) {
        LookupGeometry geometry = new LookupGeometry(layer(new Random(seed)));
        Convolution convolution = geometry.layer.convolution();
        int height = geometry.layer.out().height();
        int width = geometry.layer.out().width();
        long own = cost(height, width, geometry.rows);
        int count = 1;
        int tables;
        do {
            // Of strips that cost the same the shorter need less memory.
            assertThat(cost(height, width, count)).isGreaterThanOrEqualTo(count < geometry.rows ? own + 1 : own);
            count++;
            // A row of zeros is kept beside those that are read.
            tables = (count - 1) * convolution.stride() + convolution.kernelHeight() + 1;
        } while (count <= height && (long) tables * geometry.rowBytes() <= CACHE_BYTES);
        assertThat(geometry.rows).isLessThan(count);
    }

    /** With so many channels that the cache holds the tables of a few rows only. */
    private static Layer layer(Random random) {
        Layer layer = SampleLayers.random(random);
        Convolution convolution = layer.convolution();
        int rows = convolution.kernelHeight() + 1 + random.nextInt(8) * convolution.stride();
        int columns = layer.in().width() + 2 * convolution.padding();
        int groups = Math.max(1, CACHE_BYTES / rows / columns / 64);
        return SampleLayers.of(
                convolution, 5 * groups, layer.in().height(), layer.in().width());
    }

    /** Three for a tile of four pixels, two for a strip: counted strip by strip. */
    private static long cost(int height, int width, int rows) {
        long cost = 0;
        for (int y = 0; y < height; y += rows) {
            int pixels = Math.min(rows, height - y) * width;
            cost += 2;
            for (int pixel = 0; pixel < pixels; pixel += 4) {
                cost += 3;
            }
        }
        return cost;
    }

    /** 7 rows of 7 are 13 tiles, of 4 and 3 rows too: one strip is cheaper than two. 4 x 4 are 4 tiles in any case. */
    @Test
    void aSmallMapIsOneStrip() {
        LookupGeometry seven =
                new LookupGeometry(SampleLayers.of(Convolution.of(1, 1, 3).withPadding(1), 5, 7, 7));
        assertThat(seven.rows).isEqualTo(7);
        assertThat(seven.ringRows).isEqualTo(9);
        assertThat(seven.strips()).isEqualTo(1);
        assertThat(seven.tiles()).isEqualTo(13);
        assertThat(new LookupGeometry(SampleLayers.of(Convolution.of(1, 1, 1), 5, 4, 4)).rows)
                .isEqualTo(4);
    }

    /** 320 channels are 64 groups, 2 chunks of 32: 4 KiB a pixel, 128 KiB a row; with the zeros 512 KiB hold three. */
    @Test
    void tablesOfAStripStayWithinTheCache() {
        LookupGeometry geometry = new LookupGeometry(SampleLayers.of(Convolution.of(1, 1, 1), 320, 32, 32));
        assertThat(geometry.chunks).isEqualTo(2);
        assertThat(geometry.groups).isEqualTo(32);
        assertThat(geometry.rowBytes()).isEqualTo(128 << 10);
        assertThat(geometry.rows).isEqualTo(3);
        assertThat(geometry.ringRows).isEqualTo(3);
        assertThat(geometry.ringBytes()).isEqualTo(512 << 10);
        assertThat(geometry.strips()).isEqualTo(11);
        assertThat(geometry.pixels(9)).isEqualTo(96);
        assertThat(geometry.pixels(10)).isEqualTo(64);
        assertThat(geometry.tiles(10)).isEqualTo(16);
    }

    /** The cache holds 3 of 9 rows of 6 pixels: 15 tiles in 3 strips cost 51, by twos 14 tiles in 5 strips 52. */
    @Test
    void tilesAndStripsAreWeighed() {
        LookupGeometry geometry = new LookupGeometry(SampleLayers.of(Convolution.of(1, 1, 1), 1500, 9, 6));
        assertThat(geometry.rows).isEqualTo(3);
        assertThat(geometry.strips()).isEqualTo(3);
    }

    /** With a step of two and a kernel of three, four rows read nine. */
    @Test
    void stepsAreCountedBetweenRows() {
        Convolution convolution = Convolution.of(1, 1, 3).withPadding(1).withStride(2);
        LookupGeometry geometry = new LookupGeometry(SampleLayers.of(convolution, 5, 8, 8));
        assertThat(geometry.rows).isEqualTo(4);
        assertThat(geometry.ringRows).isEqualTo(9);
        assertThat(geometry.columns).isEqualTo(10);
    }

    /** One channel of 4096 x 2048 pixels is filled up to 32, which are 2^28 codes. */
    @Test
    void mapsAreBounded() {
        assertThat(LookupGeometry.suits(SampleLayers.of(Convolution.of(1, 1, 1), 1, 4095, 2048)))
                .isTrue();
        assertThat(LookupGeometry.suits(SampleLayers.of(Convolution.of(1, 1, 1), 1, 4096, 2048)))
                .isFalse();
    }

    /** 2 rows x 4096 columns x 320 channels are 2^19 groups of five. */
    @Test
    void memoryAndKernelsAreBounded() {
        assertThat(LookupGeometry.suits(SampleLayers.of(Convolution.of(1, 1, 1), 320, 1, 4096)))
                .isTrue();
        assertThat(LookupGeometry.suits(SampleLayers.of(Convolution.of(1, 1, 1), 321, 1, 4096)))
                .isFalse();
        assertThat(LookupGeometry.suits(SampleLayers.of(Convolution.of(1, 1, 1, 51), 1, 1, 60)))
                .isTrue();
        assertThat(LookupGeometry.suits(SampleLayers.of(Convolution.of(1, 1, 1, 52), 1, 1, 60)))
                .isFalse();
    }
}
