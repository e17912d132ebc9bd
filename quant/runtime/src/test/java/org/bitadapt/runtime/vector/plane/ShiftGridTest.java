package org.bitadapt.runtime.vector.plane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.kernel.SampleLayers;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a grid says is read for an output pixel is what the definition of a convolution reads there. */
class ShiftGridTest {
    private static final int ALL_BITS = -1;

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void everyPositionReadsItsPixelOrZero(long seed) {
        Layer layer = SampleLayers.random(new Random(seed));
        ShiftGrid grid = new ShiftGrid(layer, ALL_BITS);
        assertReads(layer, grid, copiedPlanes(layer, grid));
    }

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest(name = "width {0} kernel {1} stride {2} padding {3}")
    @CsvSource({
        "1,1,1,0",
        "63,3,1,1",
        "64,3,1,1",
        "65,3,1,1",
        "127,3,2,1",
        "207,5,3,2",
        "64,3,2,0",
        "65,2,1,0",
        "207,7,1,6"
    })
    void awkwardWidthsAreRead(int width, int kernel, int stride, int padding) {
        Convolution convolution =
                Convolution.of(1, 1, kernel).withStride(stride).withPadding(padding);
        Layer layer = SampleLayers.of(convolution, 2, kernel + 1, width);
        ShiftGrid grid = new ShiftGrid(layer, ALL_BITS);
        assertReads(layer, grid, copiedPlanes(layer, grid));
    }

    @ParameterizedTest(name = "{0}x{1} kernel {2} padding {3}")
    @CsvSource({"1,1,1,0", "9,63,3,1", "5,64,5,2", "7,65,1,0", "4,127,7,3"})
    void planesOfTheInputAreReadWhereTheyAre(int height, int width, int kernel, int padding) {
        Layer layer = SampleLayers.of(Convolution.of(1, 1, kernel).withPadding(padding), 3, height, width);
        ShiftGrid grid = new ShiftGrid(layer, ALL_BITS);
        int[] planes = new int[layer.inLayout().size()];
        for (int channel = 0; channel < layer.in().channels(); channel++) {
            for (int pixel = 0; pixel < layer.in().pixels(); pixel++) {
                planes[layer.inLayout().plane(channel) + pixel] = name(layer, channel, pixel / width, pixel % width);
            }
        }
        assertThat(grid.readsInput()).isTrue();
        for (int channel = 0; channel < layer.in().channels(); channel++) {
            for (int position = 0; position < layer.kernelPixels(); position++) {
                assertReads(layer, grid, planes, layer.inLayout().plane(channel), channel, position);
            }
        }
    }

    /** Rows 0, 2, 4 and columns 0, 2, 4 are phase 0; the kernel's centre reads them, its corners the odd ones. */
    @Test
    void positionsOfStepTwoReadPhases() {
        ShiftGrid grid = new ShiftGrid(
                SampleLayers.of(Convolution.of(1, 1, 3).withStride(2).withPadding(1), 1, 5, 5), ALL_BITS);
        assertThat(grid.width()).isEqualTo(3);
        assertThat(grid.pixels()).isEqualTo(9);
        assertThat(grid.phases()).containsExactly(0, 1, 2, 3);
        assertThat(positions(grid::phaseIndex)).containsExactly(3, 2, 3, 1, 0, 1, 3, 2, 3);
        assertThat(positions(grid::shiftOf)).containsExactly(-4, -3, -3, -1, 0, 0, -1, 0, 0);
    }

    @Test
    void aStepWithoutPaddingReadsOnlyThePhasesThatItMeets() {
        ShiftGrid grid = new ShiftGrid(SampleLayers.of(Convolution.of(1, 1, 1).withStride(3), 1, 7, 7), ALL_BITS);
        assertThat(grid.phases()).containsExactly(0);
        assertThat(grid.width()).isEqualTo(3);
        assertThat(grid.shiftOf(0)).isZero();
    }

    @Test
    void masksKeepWhatIsInsideTheRow() {
        ShiftGrid grid = new ShiftGrid(SampleLayers.of(Convolution.of(1, 1, 3).withPadding(1), 1, 3, 4), 0xFF);
        for (int pixel = 0; pixel < grid.tiledPixels(); pixel++) {
            int lane = pixel % Lanes.TILE;
            int tile = pixel / Lanes.TILE;
            int column = pixel % 4;
            assertThat(grid.masks()[grid.maskAt(0, tile) + lane]).isEqualTo((short) (column > 0 ? 0xFF : 0));
            assertThat(grid.masks()[grid.maskAt(4, tile) + lane]).isEqualTo((short) 0xFF);
            assertThat(grid.masks()[grid.maskAt(8, tile) + lane]).isEqualTo((short) (column < 3 ? 0xFF : 0));
        }
    }

    /** Without padding a row of 5 pixels gives 3 to a kernel of 3, beside 2 surplus ones, and 2 to a kernel of 4. */
    @Test
    void surplusColumnsSuitWhereTheyAreFewAndNothingIsAdded() {
        Convolution three = Convolution.of(1, 1, 3);
        ShiftGrid grid = new ShiftGrid(SampleLayers.of(three, 1, 5, 5), ALL_BITS);
        assertThat(grid.width()).isEqualTo(5);
        assertThat(grid.readsInput()).isFalse();
        assertThat(grid.suits()).isTrue();
        assertThat(new ShiftGrid(SampleLayers.of(three.withOutput(ElementType.F32), 1, 5, 5), ALL_BITS).suits())
                .isFalse();
        assertThat(new ShiftGrid(SampleLayers.of(three.withResidualCodes(1, 0.5f), 1, 5, 5), ALL_BITS).suits())
                .isFalse();
        assertThat(new ShiftGrid(SampleLayers.of(Convolution.of(1, 1, 4), 1, 5, 5), ALL_BITS).suits())
                .isFalse();
    }

    /** The planes by phase: [phase][channel], rows as wide as the grid, nothing but zeros between them. */
    private static int[] copiedPlanes(Layer layer, ShiftGrid grid) {
        int[] planes = new int[grid.planesLength()];
        for (int phase = 0; phase < grid.phases().length; phase++) {
            int firstRow = grid.phases()[phase] / grid.step();
            int firstColumn = grid.phases()[phase] % grid.step();
            for (int channel = 0; channel < layer.in().channels(); channel++) {
                for (int y = firstRow; y < layer.in().height(); y += grid.step()) {
                    for (int x = firstColumn; x < layer.in().width(); x += grid.step()) {
                        int column = x / grid.step();
                        if (column < grid.width()) {
                            int at = grid.plane(phase, channel) + y / grid.step() * grid.width() + column;
                            assertThat(planes[at]).as("written twice").isZero();
                            planes[at] = name(layer, channel, y, x);
                        }
                    }
                }
            }
        }
        return planes;
    }

    /** A number that no other pixel has, and not 0. */
    private static int name(Layer layer, int channel, int y, int x) {
        return 1 + (channel * layer.in().height() + y) * layer.in().width() + x;
    }

    private static void assertReads(Layer layer, ShiftGrid grid, int[] planes) {
        for (int channel = 0; channel < layer.in().channels(); channel++) {
            for (int position = 0; position < layer.kernelPixels(); position++) {
                int plane = grid.plane(grid.phaseIndex(position), channel);
                assertReads(layer, grid, planes, plane, channel, position);
            }
        }
    }

    /** Whole tiles are read, so that an index outside the array fails too. */
    private static void assertReads(Layer layer, ShiftGrid grid, int[] planes, int plane, int channel, int position) {
        int[] actual = new int[layer.out().pixels()];
        int[] expected = new int[layer.out().pixels()];
        for (int lane = 0; lane < grid.tiles() * Lanes.TILE; lane++) {
            int mask = grid.masks()[grid.maskAt(position, lane / Lanes.TILE) + lane % Lanes.TILE];
            int read = planes[plane + grid.shiftOf(position) + lane] & mask;
            int y = lane / grid.width();
            int x = lane % grid.width();
            if (y < layer.out().height() && x < layer.out().width()) {
                actual[y * layer.out().width() + x] = read;
                expected[y * layer.out().width() + x] = input(layer, channel, position, y, x);
            }
        }
        assertThat(actual)
                .as("channel %d, position %d of %s", channel, position, layer)
                .isEqualTo(expected);
    }

    /** By the definition of a convolution: the pixel under a position of the kernel, or 0 in the padding. */
    private static int input(Layer layer, int channel, int position, int y, int x) {
        Convolution convolution = layer.convolution();
        int row = y * convolution.stride() - convolution.padding() + position / convolution.kernelWidth();
        int column = x * convolution.stride() - convolution.padding() + position % convolution.kernelWidth();
        boolean inside = row >= 0
                && row < layer.in().height()
                && column >= 0
                && column < layer.in().width();
        return inside ? name(layer, channel, row, column) : 0;
    }

    private static int[] positions(IntUnaryOperator of) {
        return IntStream.range(0, 9).map(of).toArray();
    }
}
