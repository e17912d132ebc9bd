package org.bitadapt.runtime.vector.plane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.kernel.SampleSums;
import org.bitadapt.runtime.vector.kernel.SampleSums.Operations;
import org.bitadapt.runtime.vector.kernel.SampleSums.Residual;
import org.bitadapt.runtime.vector.kernel.SampleSums.Size;
import org.bitadapt.runtime.vector.kernel.Share;
import org.bitadapt.runtime.vector.kernel.Stage;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.memory.Scratch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums that the tests put into the scratch memory come out as {@link Convolution}'s formula says. */
class RequantizationTest {
    private static final ElementType[] OUTPUTS = {ElementType.U8, ElementType.F32};

    /** How the sums come: as they are, or as 16-bit sums of the inputs with weight +1, perhaps after 32-bit ones. */
    private enum Sums {
        WHOLE,
        OF_PLUS,
        OF_PLUS_SPILLED
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.bitadapt.runtime.vector.kernel.SampleSums#operations")
    void everyOperationIsRoundedByItself(Operations operations) {
        float[] multipliers = {operations.multiplier()};
        float[] offsets = {operations.offset()};
        Size size = new Size(1, Lanes.TILE, 1);
        Fixture fixture = new Fixture(
                new SampleSums(size, multipliers, offsets, Residual.NONE, ElementType.U8, 1), false, new Random(0));
        int[] sums = new int[Lanes.TILE];
        Arrays.fill(sums, operations.sum());
        fixture.run(new int[][] {sums}, Sums.WHOLE, new Random(0));
        for (int pixel = 0; pixel < Lanes.TILE; pixel++) {
            assertThat(Byte.toUnsignedInt(fixture.sample.code(0, pixel))).isEqualTo(operations.code());
        }
    }

    static Stream<Size> sizes() {
        return Stream.of(
                new Size(1, 2, 1),
                new Size(7, 9, 3),
                new Size(8, 8, 9),
                new Size(5, 13, 2),
                new Size(1, 127, 2),
                new Size(9, 23, 3),
                new Size(1, 3, 65));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sizes")
    void tilesAreTheFormula(Size size) {
        Random random = new Random(size.hashCode());
        for (Residual residual : Residual.values()) {
            for (ElementType type : OUTPUTS) {
                Fixture fixture = Fixture.random(size, residual, type, random);
                for (Sums sums : Sums.values()) {
                    int[][] all = fixture.sample.sums(random);
                    fixture.run(all, sums, random);
                    fixture.sample.assertOutput(all, residual + " " + sums);
                }
            }
        }
    }

    /** A thread that has some of the outputs leaves the others alone. */
    @Test
    void onlyTheThreadsOutputsAreWritten() {
        Random random = new Random(5);
        for (Residual residual : Residual.values()) {
            for (ElementType type : OUTPUTS) {
                Fixture fixture = Fixture.random(new Size(5, 13, 20), residual, type, random);
                int[][] all = fixture.sample.sums(random);
                fixture.scratch.tiles.takeOutputs(8, 16);
                fixture.runTiles(all, Sums.WHOLE, random);
                for (int output = 0; output < 20; output++) {
                    if (output < 8 || output >= 16) {
                        assertThat(fixture.sample.written(output))
                                .as("output %d", output)
                                .isFalse();
                    }
                }
                fixture.scratch.tiles.takeOutputs(0, 8);
                fixture.runTiles(all, Sums.WHOLE, random);
                fixture.scratch.tiles.takeOutputs(16, 20);
                fixture.runTiles(all, Sums.WHOLE, random);
                fixture.sample.assertOutput(all, residual.toString());
            }
        }
    }

    /** Grids with surplus columns: a kernel of three without padding. */
    @ParameterizedTest(name = "{0}x{1}, {2} outputs")
    @CsvSource({"3,5,1", "9,23,5", "8,64,8", "3,65,9", "5,127,3"})
    void surplusColumnsAreDropped(int height, int width, int outputs) {
        Random random = new Random(width);
        Fixture fixture = Fixture.surplus(new Size(height, width, outputs), random);
        assertThat(new ShiftGrid(fixture.sample.layer(), 0xFF).width()).isEqualTo(width);
        assertThat(fixture.sample.layer().out().width()).isEqualTo(width - 2);
        for (Sums sums : Sums.values()) {
            int[][] all = fixture.sample.sums(random);
            fixture.run(all, sums, random);
            fixture.sample.assertOutput(all, sums.toString());
        }
    }

    /** Sums with the steps that make outputs of tiles. */
    private static final class Fixture {
        private final SampleSums sample;
        private final Requantization requantization;
        private final Scratch scratch;

        Fixture(SampleSums sample, boolean surplus, Random random) {
            this.sample = sample;
            Layer layer = sample.layer();
            requantization = surplus
                    ? new Requantization(sample.network(), layer, new ShiftGrid(layer, 0xFF), sample.sizes())
                    : new Requantization(sample.network(), layer, sample.sizes());
            sample.open(random);
            scratch = sample.scratch();
            scratch.tiles.takeOutputs(0, layer.out().channels());
        }

        static Fixture random(Size size, Residual residual, ElementType type, Random random) {
            return new Fixture(SampleSums.random(size, residual, type, random, 1), false, random);
        }

        static Fixture surplus(Size size, Random random) {
            return new Fixture(SampleSums.random(size, Residual.NONE, ElementType.U8, random, 3), true, random);
        }

        void run(int[][] sums, Sums how, Random random) {
            runTiles(sums, how, random);
            requantization.completion().forEach(step -> step.run(sample.maps(), scratch, Share.WHOLE));
        }

        void runTiles(int[][] sums, Sums how, Random random) {
            Stage[] stages = how == Sums.WHOLE ? requantization.stages() : requantization.stagesOfSums();
            for (int tile = 0; tile < requantization.tiles(); tile++) {
                put(sums, how, tile, random);
                Stage.runAll(stages, sample.maps(), scratch, tile, 0);
            }
        }

        /** Puts a tile's sums; lanes behind the last pixel have numbers too. Sums of parts are made here. */
        private void put(int[][] sums, Sums how, int tile, Random random) {
            scratch.tiles.spilled(how == Sums.OF_PLUS_SPILLED);
            for (int lane = 0; lane < Lanes.TILE; lane++) {
                int pixel = tile * Lanes.TILE + lane;
                int total = random.nextInt(1 << 17);
                scratch.tiles.ints[scratch.tiles.totals() + SampleSums.split(lane)] = total;
                for (int output = 0; output < sums.length; output++) {
                    boolean inside = pixel < sums[output].length;
                    int at = output * Lanes.TILE;
                    if (how == Sums.WHOLE) {
                        int sum = inside ? sums[output][pixel] : random.nextInt();
                        scratch.tiles.ints[scratch.tiles.accumulators() + at + SampleSums.split(lane)] = sum;
                        continue;
                    }
                    int sum = putParts(how, at, lane, total, random);
                    if (inside) {
                        sums[output][pixel] = sum;
                    }
                }
            }
        }

        /** A sum is {@code 2 plus - total}; plus is in 16 bits, and in 32 what was spilled. */
        private int putParts(Sums how, int at, int lane, int total, Random random) {
            int near = (total + SampleSums.small(random)) / 2;
            int narrow = random.nextBoolean() ? random.nextInt(1 << 16) : Math.max(0, Math.min(near, 0xFFFF));
            int wide = random.nextBoolean() ? random.nextInt(1 << 26) : near - narrow;
            scratch.tiles.shorts[scratch.tiles.sums() + at + lane] = (short) narrow;
            // Left over from a layer before, where nothing was spilled.
            scratch.tiles.ints[scratch.tiles.accumulators() + at + SampleSums.split(lane)] = wide;
            return 2 * (how == Sums.OF_PLUS_SPILLED ? narrow + wide : narrow) - total;
        }
    }
}
