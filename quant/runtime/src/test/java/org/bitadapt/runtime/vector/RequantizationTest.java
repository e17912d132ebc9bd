package org.bitadapt.runtime.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import org.bitadapt.runtime.engine.BufferPlan;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.PackedModelBuilder;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.PackedNetworkReader;
import org.bitadapt.runtime.format.SlotShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums that the tests put into the scratch memory come out as {@link Convolution}'s formula says. */
class RequantizationTest {
    private static final float RESIDUAL_SCALE = 0.37f;
    private static final ElementType[] OUTPUTS = {ElementType.U8, ElementType.F32};

    private enum Residual {
        NONE,
        CODES,
        VALUES
    }

    /** How the sums come: as they are, or as 16-bit sums of the inputs with weight +1, perhaps after 32-bit ones. */
    private enum Sums {
        WHOLE,
        OF_PLUS,
        OF_PLUS_SPILLED
    }

    @ParameterizedTest(name = "{0} is code {1}")
    @CsvSource({
        "-1e30,0",
        "-0.5,0",
        "-0.0,0",
        "0,0",
        "1e-40,0",
        "0.49999997,0",
        "0.5,0",
        "0.50000006,1",
        "1.5,2",
        "2.5,2",
        "126.5,126",
        "127.5,128",
        "128.5,128",
        "253.5,254",
        "254.49998,254",
        "254.5,254",
        "254.50002,255",
        "255,255",
        "255.5,255",
        "256,255",
        "511,255",
        "16777216,255",
        "3e38,255"
    })
    void roundsHalfToEvenAndClips(float value, int code) {
        int[] codes = new int[Lanes.INTS.length()];
        Rounding.codes(FloatVector.broadcast(Lanes.FLOATS, value)).intoArray(codes, 0);
        assertThat(codes).containsOnly(code);
    }

    /** By hand: a fused multiply-add, or a sum that is not rounded first, gives another code. */
    @ParameterizedTest(name = "{0} * {1} + {2} is code {3}")
    @CsvSource({
        // In float32 1/3 is 0.33333334327: times 3000 it is 1000.00003, rounded 1000.
        "3000,0.33333334,-999.5,0",
        // 2^24 + 1 is rounded to 2^24.
        "16777217,0.5,-8388607.5,0",
        "1,0.5,0,0",
        "3,0.5,0,2",
        "5,0.5,0,2",
        "-1,-1.5,0,2",
        "-3,0.5,4,2",
        "2147483647,1e19,-1e19,255",
        "-2147483648,1e19,0,0",
        "-2147483648,-1.8446744e19,-1.8446744e19,255",
        "0,1.8446744e19,254.5,254",
        "7,0,-0.0,0"
    })
    void everyOperationIsRoundedByItself(int sum, float multiplier, float offset, int code) {
        for (int pixels : new int[] {1, Lanes.TILE}) {
            Fixture fixture = new Fixture(
                    new Size(1, pixels, 1),
                    new float[] {multiplier},
                    new float[] {offset},
                    Residual.NONE,
                    ElementType.U8,
                    1);
            int[] sums = new int[pixels];
            Arrays.fill(sums, sum);
            if (pixels == 1) {
                fixture.writePixel(sums);
            } else {
                fixture.run(new int[][] {sums}, Sums.WHOLE, new Random(0));
            }
            for (int pixel = 0; pixel < pixels; pixel++) {
                assertThat(Byte.toUnsignedInt(fixture.code(0, pixel))).isEqualTo(code);
            }
        }
    }

    private record Size(int height, int width, int outputs) {}

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
                    int[][] all = fixture.sums(random);
                    fixture.run(all, sums, random);
                    fixture.assertOutput(all, residual + " " + sums);
                }
            }
        }
    }

    @ParameterizedTest(name = "{0} outputs")
    @CsvSource({"1", "63", "64", "65", "127", "207"})
    void aSinglePixelIsTheFormula(int outputs) {
        Random random = new Random(outputs);
        for (Residual residual : Residual.values()) {
            for (ElementType type : OUTPUTS) {
                Fixture fixture = Fixture.random(new Size(1, 1, outputs), residual, type, random);
                int[][] all = fixture.sums(random);
                fixture.writePixel(Arrays.stream(all).mapToInt(row -> row[0]).toArray());
                fixture.assertOutput(all, residual.toString());
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
                int[][] all = fixture.sums(random);
                fixture.scratch.tiles.takeOutputs(8, 16);
                fixture.runTiles(all, Sums.WHOLE, random);
                for (int output = 0; output < 20; output++) {
                    if (output < 8 || output >= 16) {
                        assertThat(fixture.written(output))
                                .as("output %d", output)
                                .isFalse();
                    }
                }
                fixture.scratch.tiles.takeOutputs(0, 8);
                fixture.runTiles(all, Sums.WHOLE, random);
                fixture.scratch.tiles.takeOutputs(16, 20);
                fixture.runTiles(all, Sums.WHOLE, random);
                fixture.assertOutput(all, residual.toString());
            }
        }
    }

    /** Grids with surplus columns: a kernel of three without padding. */
    @ParameterizedTest(name = "{0}x{1}, {2} outputs")
    @CsvSource({"3,5,1", "9,23,5", "8,64,8", "3,65,9", "5,127,3"})
    void surplusColumnsAreDropped(int height, int width, int outputs) {
        Random random = new Random(width);
        Fixture fixture = Fixture.surplus(new Size(height, width, outputs), random);
        assertThat(fixture.width).isEqualTo(width);
        assertThat(fixture.layer.out().width()).isEqualTo(width - 2);
        for (Sums sums : Sums.values()) {
            int[][] all = fixture.sums(random);
            fixture.run(all, sums, random);
            fixture.assertOutput(all, sums.toString());
        }
    }

    /** A layer in a network of its own, and the memory of a thread. */
    private static final class Fixture {
        private final float[] multipliers;
        private final float[] offsets;
        private final Residual residual;
        private final Layer layer;
        private final int width;
        private final Requantization requantization;
        private final PixelRequantization pixel;
        private final Maps maps;
        private final Scratch scratch;
        /** [output][pixel]. */
        private final float[][] added;

        Fixture(Size size, float[] multipliers, float[] offsets, Residual residual, ElementType type, int kernel) {
            this.multipliers = multipliers;
            this.offsets = offsets;
            this.residual = residual;
            PackedModelBuilder builder = new PackedModelBuilder("requantization");
            int first = filled(
                    builder,
                    Convolution.of(
                            builder.input(new SlotShape(1, size.height, size.width), List.of(0)), size.outputs, 1));
            Convolution convolution =
                    Convolution.of(first, size.outputs, kernel).withOutput(type);
            convolution = switch (residual) {
                case NONE -> convolution;
                case CODES -> convolution.withResidualCodes(first, RESIDUAL_SCALE);
                case VALUES ->
                    convolution.withResidualValues(filled(
                            builder, Convolution.of(first, size.outputs, 1).withOutput(ElementType.F32)));
            };
            int number = builder.convolution(convolution, weights(builder, convolution), multipliers, offsets);
            int last = type == ElementType.U8
                    ? number
                    : filled(builder, Convolution.of(first, size.outputs, 1).withResidualValues(number));
            SlotShape shape = builder.slot(last).shape();
            filled(
                    builder,
                    Convolution.of(last, 1, shape.height(), shape.width()).withOutput(ElementType.F32));
            PackedNetwork network = PackedNetworkReader.read(ByteBuffer.wrap(builder.toBytes()));
            List<MapLayout> layouts = IntStream.range(0, network.slots().size())
                    .mapToObj(slot -> MapLayout.of(network, slot))
                    .toList();
            layer = Layer.of(network, layouts, number);
            ScratchSizes sizes = new ScratchSizes();
            ShiftGrid grid = ShiftedColumns.grid(layer);
            width = grid.width();
            requantization = kernel == 1
                    ? new Requantization(network, layer, sizes)
                    : new Requantization(network, layer, grid, sizes);
            pixel = new PixelRequantization(network, layer, sizes);
            maps = new Maps(
                    new BufferPlan<>(
                            network, layouts::get, slot -> layouts.get(slot).size()),
                    layouts,
                    sizes);
            scratch = new Scratch(sizes);
            scratch.tiles.takeOutputs(0, size.outputs);
            added = new float[size.outputs][layer.out().pixels()];
        }

        static Fixture random(Size size, Residual residual, ElementType type, Random random) {
            return random(size, residual, type, random, 1);
        }

        static Fixture surplus(Size size, Random random) {
            return random(size, Residual.NONE, ElementType.U8, random, 3);
        }

        private static Fixture random(Size size, Residual residual, ElementType type, Random random, int kernel) {
            float[] multipliers = new float[size.outputs];
            float[] offsets = new float[size.outputs];
            float[] someMultipliers = {0.5f, -0.5f, 0.25f, 1, 1 / 3f, 0, 1e-40f, 0x1p64f, -0x1p64f, 0.011f, -0.003f};
            float[] someOffsets = {0, 0.5f, 127.5f, 254.5f, -0.0f, -3.25f, 0x1p64f, 60.1f};
            for (int i = 0; i < size.outputs; i++) {
                multipliers[i] = someMultipliers[random.nextInt(someMultipliers.length)];
                offsets[i] = someOffsets[random.nextInt(someOffsets.length)];
            }
            Fixture fixture = new Fixture(size, multipliers, offsets, residual, type, kernel);
            fixture.fillResidual(random);
            return fixture;
        }

        private static int filled(PackedModelBuilder builder, Convolution convolution) {
            int outputs = convolution.outputChannels();
            return builder.convolution(
                    convolution, weights(builder, convolution), new float[outputs], new float[outputs]);
        }

        private static byte[] weights(PackedModelBuilder builder, Convolution convolution) {
            int inputs = builder.slot(convolution.input()).shape().channels();
            byte[] weights = new byte
                    [convolution.outputChannels() * inputs * convolution.kernelHeight() * convolution.kernelWidth()];
            Arrays.fill(weights, (byte) 1);
            return weights;
        }

        private void fillResidual(Random random) {
            for (int output = 0; output < added.length; output++) {
                for (int pixel = 0; pixel < layer.out().pixels(); pixel++) {
                    if (residual == Residual.CODES) {
                        byte code = (byte) random.nextInt(256);
                        maps.codes(layer.residualSlot())[at(layer.residualLayout(), output, pixel)] = code;
                        added[output][pixel] = (float) ((double) (code & 0xFF) * RESIDUAL_SCALE);
                    } else if (residual == Residual.VALUES) {
                        float value = (float) random.nextGaussian() * 100;
                        maps.values(layer.residualSlot())[at(layer.residualLayout(), output, pixel)] = value;
                        added[output][pixel] = value;
                    }
                }
            }
        }

        /** Sums [output][pixel of the grid]: small ones, of which some make ties, and those that floats do not hold. */
        int[][] sums(Random random) {
            int[] some = {0, 1, -1, 16_777_217, -16_777_219, Integer.MAX_VALUE, Integer.MIN_VALUE, 510, 511};
            int[][] sums = new int[multipliers.length][layer.out().height() * width];
            for (int[] row : sums) {
                Arrays.setAll(row, i -> switch (random.nextInt(4)) {
                    case 0 -> some[random.nextInt(some.length)];
                    case 1 -> random.nextInt();
                    default -> small(random);
                });
            }
            return sums;
        }

        private static int small(Random random) {
            return random.nextInt(1200) - 600;
        }

        void run(int[][] sums, Sums how, Random random) {
            runTiles(sums, how, random);
            requantization.completion().forEach(step -> step.run(maps, scratch, Share.WHOLE));
        }

        void runTiles(int[][] sums, Sums how, Random random) {
            Stage[] stages = how == Sums.WHOLE ? requantization.stages() : requantization.stagesOfSums();
            for (int tile = 0; tile < requantization.tiles(); tile++) {
                put(sums, how, tile, random);
                Stage.runAll(stages, maps, scratch, tile, 0);
            }
        }

        /** Puts a tile's sums; lanes behind the last pixel have numbers too. Sums of parts are made here. */
        private void put(int[][] sums, Sums how, int tile, Random random) {
            scratch.tiles.spilled(how == Sums.OF_PLUS_SPILLED);
            for (int lane = 0; lane < Lanes.TILE; lane++) {
                int pixel = tile * Lanes.TILE + lane;
                int total = random.nextInt(1 << 17);
                scratch.tiles.ints[scratch.tiles.totals() + split(lane)] = total;
                for (int output = 0; output < sums.length; output++) {
                    boolean inside = pixel < sums[output].length;
                    int at = output * Lanes.TILE;
                    if (how == Sums.WHOLE) {
                        int sum = inside ? sums[output][pixel] : random.nextInt();
                        scratch.tiles.ints[scratch.tiles.accumulators() + at + split(lane)] = sum;
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
            int near = (total + small(random)) / 2;
            int narrow = random.nextBoolean() ? random.nextInt(1 << 16) : Math.max(0, Math.min(near, 0xFFFF));
            int wide = random.nextBoolean() ? random.nextInt(1 << 26) : near - narrow;
            scratch.tiles.shorts[scratch.tiles.sums() + at + lane] = (short) narrow;
            // Left over from a layer before, where nothing was spilled.
            scratch.tiles.ints[scratch.tiles.accumulators() + at + split(lane)] = wide;
            return 2 * (how == Sums.OF_PLUS_SPILLED ? narrow + wide : narrow) - total;
        }

        void writePixel(int[] sums) {
            System.arraycopy(sums, 0, scratch.pixel.ints, PixelMemory.SUMS, sums.length);
            pixel.write(maps, scratch.pixel, 0, sums.length);
        }

        byte code(int output, int pixel) {
            return maps.codes(layer.number())[at(layer.outLayout(), output, pixel)];
        }

        boolean written(int output) {
            for (int pixel = 0; pixel < layer.out().pixels(); pixel++) {
                int at = at(layer.outLayout(), output, pixel);
                if (layer.givesCodes() ? maps.codes(layer.number())[at] != 0 : maps.values(layer.number())[at] != 0) {
                    return true;
                }
            }
            return false;
        }

        /** Compares the whole array of codes: around the planes there is nothing but zeros. */
        void assertOutput(int[][] sums, String description) {
            byte[] codes = new byte[layer.outLayout().size()];
            float[][] values = new float[sums.length][layer.out().pixels()];
            float[][] actual = new float[sums.length][layer.out().pixels()];
            for (int output = 0; output < sums.length; output++) {
                for (int pixel = 0; pixel < layer.out().pixels(); pixel++) {
                    int outWidth = layer.out().width();
                    int sum = sums[output][pixel / outWidth * width + pixel % outWidth];
                    values[output][pixel] = value(sum, output, pixel);
                    int at = at(layer.outLayout(), output, pixel);
                    if (layer.givesCodes()) {
                        codes[at] = (byte) code(values[output][pixel]);
                    } else {
                        actual[output][pixel] = maps.values(layer.number())[at];
                    }
                }
            }
            if (layer.givesCodes()) {
                assertThat(maps.codes(layer.number())).as(description).isEqualTo(codes);
            } else {
                assertThat(actual).as(description).isDeepEqualTo(values);
            }
        }

        /**
         * Rounds after each operation. Doubles hold products of floats exactly, and have more than twice their digits:
         * it does not matter that a sum is rounded to double first.
         */
        private float value(int sum, int output, int pixel) {
            float converted = (float) (double) sum;
            float product = (float) ((double) converted * multipliers[output]);
            float y = (float) ((double) product + offsets[output]);
            return residual == Residual.NONE ? y : (float) ((double) y + added[output][pixel]);
        }

        /** By cases, the nearest of 0..255, the even one of two. */
        private static int code(float value) {
            int below = 0;
            while (below < 255 && below + 1 <= value) {
                below++;
            }
            double above = (double) value - below;
            boolean up = above > 0.5 || (above == 0.5 && below % 2 == 1);
            return up && below < 255 ? below + 1 : below;
        }

        /** Where a number is: pixels of a tile of values are in the order even, odd. */
        private static int at(MapLayout layout, int output, int pixel) {
            int plane = layout.base() + output * layout.stride();
            if (layout.type() == ElementType.U8 || layout.pixels() == 1) {
                return plane + pixel;
            }
            return plane + pixel / Lanes.TILE * Lanes.TILE + split(pixel % Lanes.TILE);
        }

        /** The place of a lane where the even ones come first. */
        private static int split(int lane) {
            return lane / 2 + (lane % 2 == 0 ? 0 : Lanes.TILE / 2);
        }
    }
}
