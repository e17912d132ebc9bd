package org.bitadapt.runtime.vector.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.kernel.SampleLayers;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.plane.ShiftGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Row r of the kernel reads in tile t from pixel {@code t * TILE + r * width} on; what is shared follows from that. */
class TableReadersTest {
    private static final int TILES = 40;

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void pairsShareATableExactlyWhereTheyReadTheSamePixels(long seed) {
        Layer layer = randomLayer(new Random(seed));
        ShiftGrid grid = new ShiftGrid(layer, -1);
        TableReaders readers = TableReaders.of(layer, grid);
        if (grid.tiles() == 1 || !meets(layer.convolution().kernelHeight(), grid.width())) {
            assertThat(readers).isEqualTo(TableReaders.SINGLE);
            return;
        }
        assertThat(readers.rows()).isEqualTo(layer.convolution().kernelHeight());
        int place = Lanes.TILE / readers.tileStep();
        for (int row = 0; row < readers.rows(); row++) {
            int[] expected = new int[readers.lastPlace(TILES - 1) + 1];
            Arrays.fill(expected, -1);
            for (int tile = 0; tile < TILES; tile++) {
                int pixel = tile * Lanes.TILE + row * grid.width();
                assertThat(pixel % place).as("between two places").isZero();
                expected[pixel / place] = tile;
            }
            for (int at = 0; at <= readers.firstPlace(TILES - 1); at++) {
                assertThat(readers.tile(at, row))
                        .as("place %d, row %d", at, row)
                        .isEqualTo(expected[at]);
            }
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void tilesInWorkHaveSumsOfTheirOwn(long seed) {
        Layer layer = randomLayer(new Random(seed));
        ShiftGrid grid = new ShiftGrid(layer, -1);
        TableReaders readers = TableReaders.of(layer, grid);
        int place = readers.equals(TableReaders.SINGLE) ? 1 : Lanes.TILE / readers.tileStep();
        int most = 0;
        for (int at = 0; at <= readers.lastPlace(TILES - 1); at++) {
            Set<Integer> places = new HashSet<>();
            int working = 0;
            for (int tile = 0; tile < TILES; tile++) {
                if (readers.firstPlace(tile) <= at && at <= readers.lastPlace(tile)) {
                    working++;
                    places.add(tile % readers.live());
                }
            }
            assertThat(places).hasSize(working);
            most = Math.max(most, working);
        }
        assertThat(readers.live()).isEqualTo(most);
        if (!readers.equals(TableReaders.SINGLE)) {
            int lastPixel = (TILES - 1) * Lanes.TILE + (readers.rows() - 1) * grid.width();
            assertThat(readers.firstPlace(TILES - 1) * place).isEqualTo((TILES - 1) * Lanes.TILE);
            assertThat(readers.lastPlace(TILES - 1) * place).isEqualTo(lastPixel);
        }
    }

    @Test
    void rowsAsLongAsATileAreShared() {
        assertThat(of(Lanes.TILE, 8, 3, 8)).isEqualTo(new TableReaders(3, 1, 1));
        assertThat(of(Lanes.TILE, 8, 3, 8).live()).isEqualTo(3);
    }

    /** Row 2 of a tile is row 0 of the next one; row 1 is between them. */
    @Test
    void rowsOfHalfATileAreSharedByEverySecondOne() {
        TableReaders readers = of(Lanes.TILE / 2, 8, 3, 8);
        assertThat(readers).isEqualTo(new TableReaders(3, 2, 1));
        assertThat(readers.live()).isEqualTo(2);
        assertThat(readers.tile(2, 0)).isEqualTo(1);
        assertThat(readers.tile(2, 1)).isEqualTo(-1);
        assertThat(readers.tile(2, 2)).isZero();
        assertThat(readers.tile(0, 1)).isEqualTo(-1);
    }

    @Test
    void rowsThatNeverMeetAreNotShared() {
        assertThat(of(3, 64, 3, 8)).isEqualTo(TableReaders.SINGLE);
        assertThat(of(Lanes.TILE / 2, 8, 2, 8)).isEqualTo(TableReaders.SINGLE);
    }

    @Test
    void aSingleTileSharesNothing() {
        assertThat(of(Lanes.TILE, 1, 3, 8)).isEqualTo(TableReaders.SINGLE);
    }

    @Test
    void everySecondPixelSharesNothing() {
        Convolution convolution = Convolution.of(1, 8, 3).withPadding(1).withStride(2);
        Layer layer = SampleLayers.of(convolution, 1, 8, 2 * Lanes.TILE);
        assertThat(TableReaders.of(layer, new ShiftGrid(layer, -1))).isEqualTo(TableReaders.SINGLE);
    }

    /** 16-bit sums of three tiles in work take 32 KiB at most; outputs count in eights. */
    @Test
    void sumsOfAllTilesInWorkAreLimited() {
        int octets = (32 << 10) / (3 * Short.BYTES * Lanes.TILE * 8);
        assertThat(of(Lanes.TILE, 8, 3, 8 * octets).rows()).isEqualTo(3);
        assertThat(of(Lanes.TILE, 8, 3, 8 * octets + 1)).isEqualTo(TableReaders.SINGLE);
    }

    @Test
    void readersOfTheirOwnTakeTileAfterTile() {
        assertThat(TableReaders.SINGLE.live()).isEqualTo(1);
        for (int tile = 0; tile < TILES; tile++) {
            assertThat(TableReaders.SINGLE.firstPlace(tile)).isEqualTo(tile);
            assertThat(TableReaders.SINGLE.lastPlace(tile)).isEqualTo(tile);
            assertThat(TableReaders.SINGLE.tile(tile, 0)).isEqualTo(tile);
        }
    }

    private static TableReaders of(int width, int height, int kernel, int outputs) {
        Convolution convolution = Convolution.of(1, outputs, kernel, 3).withPadding(1);
        Layer layer = SampleLayers.of(convolution, 1, height, width);
        return TableReaders.of(layer, new ShiftGrid(layer, -1));
    }

    private static Layer randomLayer(Random random) {
        int height = 1 + random.nextInt(5);
        int[] widths = {3, Lanes.TILE / 4, Lanes.TILE / 2, Lanes.TILE, 3 * Lanes.TILE / 2, 1 + random.nextInt(80)};
        Convolution convolution = Convolution.of(1, 1 + random.nextInt(8), height, 3);
        return SampleLayers.of(
                convolution.withPadding(Math.min(height - 1, 1)),
                1,
                height + random.nextInt(12),
                Math.max(3, widths[random.nextInt(widths.length)]));
    }

    /** Whether another row of the kernel reads in some tile what row 0 reads in another one. */
    private static boolean meets(int rows, int width) {
        for (int row = 1; row < rows; row++) {
            for (int tile = 1; tile <= TILES * rows; tile++) {
                if (row * width == tile * Lanes.TILE) {
                    return true;
                }
            }
        }
        return false;
    }
}
