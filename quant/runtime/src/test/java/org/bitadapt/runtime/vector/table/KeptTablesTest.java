package org.bitadapt.runtime.vector.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.kernel.SampleLayers;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.plane.ShiftGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeptTablesTest {
    private static final int TILES = 50;

    /** Row r of the kernel reads in tile t row {@code t * step + r} of the image: follows who built which table. */
    @ParameterizedTest(name = "rows {0}, step {1}")
    @CsvSource({"2,1", "3,1", "3,2", "4,1", "4,2", "4,3", "5,2", "5,4", "7,1", "7,2", "7,4", "63,32", "65,64", "127,16"
    })
    void everyRowFindsTheTableOfItsRowOfTheImage(int rows, int step) {
        KeptTables kept = new KeptTables(rows, step);
        int[] imageRows = new int[rows];
        Arrays.fill(imageRows, -1);
        for (int tile = 0; tile < TILES; tile++) {
            int rotation = kept.rotation(tile);
            for (int row = tile == 0 ? 0 : kept.firstNew(); row < rows; row++) {
                imageRows[kept.table(rotation, row)] = tile * step + row;
            }
            for (int row = 0; row < rows; row++) {
                assertThat(imageRows[kept.table(rotation, row)])
                        .as("row %d of tile %d", row, tile)
                        .isEqualTo(tile * step + row);
            }
        }
    }

    @ParameterizedTest(name = "rows {0}, step {1}")
    @CsvSource({"2,1", "3,2", "5,4", "7,2", "65,64"})
    void aTileBuildsNoTableThatTheOneBeforeHas(int rows, int step) {
        KeptTables kept = new KeptTables(rows, step);
        Set<Integer> before = new HashSet<>(IntStream.range(0, rows).boxed().toList());
        int fresh = (int) IntStream.range(step, step + rows)
                .filter(row -> !before.contains(row))
                .count();
        assertThat(rows - kept.firstNew()).isEqualTo(fresh);
    }

    /** Codes are unpacked for the rotations of the first tiles only. */
    @ParameterizedTest(name = "rows {0}, step {1}")
    @CsvSource({"1,1", "3,1", "3,2", "4,2", "6,4", "7,3"})
    void theFirstTilesHaveAllRotations(int rows, int step) {
        KeptTables kept = new KeptTables(rows, step);
        Set<Integer> first = new HashSet<>();
        for (int tile = 0; tile < kept.rotations(); tile++) {
            first.add(kept.rotation(tile));
        }
        assertThat(first).allMatch(rotation -> rotation >= 0 && rotation < kept.rotations());
        for (int tile = 0; tile < TILES; tile++) {
            assertThat(first).contains(kept.rotation(tile));
        }
    }

    @Test
    void nothingIsKeptOfOneRow() {
        assertThat(KeptTables.NONE.any()).isFalse();
        assertThat(KeptTables.NONE.rotations()).isEqualTo(1);
        assertThat(KeptTables.NONE.rotation(7)).isZero();
        assertThat(KeptTables.NONE.table(0, 0)).isZero();
        assertThat(KeptTables.NONE.firstNew()).isZero();
    }

    @Test
    void tilesOfFewerRowsThanTheKernelHasKeepTables() {
        assertThat(of(3, 1, 8, Lanes.TILE, 1)).isEqualTo(new KeptTables(3, 1));
        assertThat(of(3, 1, 8, Lanes.TILE / 2, 1)).isEqualTo(new KeptTables(3, 2));
        assertThat(of(5, 1, 8, Lanes.TILE / 4, 1)).isEqualTo(new KeptTables(5, 4));
        assertThat(of(3, 1, 8, Lanes.TILE / 2, 1).any()).isTrue();
    }

    @Test
    void tilesOfAsManyRowsAsTheKernelKeepNone() {
        assertThat(of(4, 1, 16, Lanes.TILE / 4, 1)).isEqualTo(KeptTables.NONE);
        assertThat(of(2, 1, 16, Lanes.TILE / 2, 1)).isEqualTo(KeptTables.NONE);
    }

    @Test
    void columnsThatShareNoTablesKeepNone() {
        assertThat(of(3, 1, 8, Lanes.TILE + 1, 1)).isEqualTo(KeptTables.NONE);
        assertThat(of(3, 1, 16, 2 * Lanes.TILE, 2)).isEqualTo(KeptTables.NONE);
    }

    @Test
    void aSingleTileKeepsNone() {
        assertThat(of(3, 1, 2, Lanes.TILE / 2, 1)).isEqualTo(KeptTables.NONE);
        assertThat(of(3, 1, 3, Lanes.TILE / 2, 1)).isEqualTo(new KeptTables(3, 2));
    }

    /** Four channels a table; those of all rows of the kernel must fit a block. */
    @Test
    void tablesOfAllRowsMustFitABlock() {
        int groups = SumTable.BLOCK / 3;
        assertThat(of(3, 4 * groups, 8, Lanes.TILE, 1)).isEqualTo(new KeptTables(3, 1));
        assertThat(of(3, 4 * groups + 1, 8, Lanes.TILE, 1)).isEqualTo(KeptTables.NONE);
    }

    private static KeptTables of(int kernelHeight, int channels, int height, int width, int stride) {
        Convolution convolution =
                Convolution.of(1, 8, kernelHeight, 3).withPadding(1).withStride(stride);
        Layer layer = SampleLayers.of(convolution, channels, height, width);
        return KeptTables.of(layer, new ShiftGrid(layer, -1));
    }
}
