package org.bitadapt.runtime.vector.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bitadapt.runtime.engine.BufferPlan;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.PackedModelBuilder;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.PackedNetworkReader;
import org.bitadapt.runtime.format.SlotShape;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.memory.MapLayout;
import org.bitadapt.runtime.vector.memory.Maps;
import org.bitadapt.runtime.vector.memory.Scratch;
import org.bitadapt.runtime.vector.memory.ScratchSizes;

/** Sums of a layer in a network of its own, the memory of a thread, and the outputs by {@link Convolution}'s formula. */
public final class SampleSums {
    private static final float RESIDUAL_SCALE = 0.37f;

    /** What is added to the sums. */
    public enum Residual {
        NONE,
        CODES,
        VALUES
    }

    /** The shape of the layer's input, and the number of outputs. */
    public record Size(int height, int width, int outputs) {}

    /** By hand: a fused multiply-add, or a sum that is not rounded first, gives another code. */
    public record Operations(int sum, float multiplier, float offset, int code) {}

    /** Sums, scales and offsets with the codes that they give. */
    public static Stream<Operations> operations() {
        return Stream.of(
                // In float32 1/3 is 0.33333334327: times 3000 it is 1000.00003, rounded 1000.
                new Operations(3000, 0.33333334f, -999.5f, 0),
                // 2^24 + 1 is rounded to 2^24.
                new Operations(16777217, 0.5f, -8388607.5f, 0),
                new Operations(1, 0.5f, 0f, 0),
                new Operations(3, 0.5f, 0f, 2),
                new Operations(5, 0.5f, 0f, 2),
                new Operations(-1, -1.5f, 0f, 2),
                new Operations(-3, 0.5f, 4f, 2),
                new Operations(2147483647, 1e19f, -1e19f, 255),
                new Operations(-2147483648, 1e19f, 0f, 0),
                new Operations(-2147483648, -1.8446744e19f, -1.8446744e19f, 255),
                new Operations(0, 1.8446744e19f, 254.5f, 254),
                new Operations(7, 0f, -0.0f, 0));
    }

    private final float[] multipliers;
    private final float[] offsets;
    private final Residual residual;
    private final Layer layer;
    /** The number of columns of the sums, surplus columns included. */
    private final int width;

    private final PackedNetwork network;
    private final List<MapLayout> layouts;
    private final ScratchSizes sizes = new ScratchSizes();
    /** [output][pixel]. */
    private final float[][] added;

    private Maps maps;
    private Scratch scratch;

    /** A layer whose kernel of {@code kernel} pixels squared has no padding. */
    public SampleSums(
            Size size, float[] multipliers, float[] offsets, Residual residual, ElementType type, int kernel) {
        this.multipliers = multipliers;
        this.offsets = offsets;
        this.residual = residual;
        PackedModelBuilder builder = new PackedModelBuilder("requantization");
        int first = filled(
                builder,
                Convolution.of(builder.input(new SlotShape(1, size.height, size.width), List.of(0)), size.outputs, 1));
        Convolution convolution = Convolution.of(first, size.outputs, kernel).withOutput(type);
        convolution = switch (residual) {
            case NONE -> convolution;
            case CODES -> convolution.withResidualCodes(first, RESIDUAL_SCALE);
            case VALUES ->
                convolution.withResidualValues(
                        filled(builder, Convolution.of(first, size.outputs, 1).withOutput(ElementType.F32)));
        };
        int number = builder.convolution(convolution, weights(builder, convolution), multipliers, offsets);
        int last = type == ElementType.U8
                ? number
                : filled(builder, Convolution.of(first, size.outputs, 1).withResidualValues(number));
        SlotShape shape = builder.slot(last).shape();
        filled(builder, Convolution.of(last, 1, shape.height(), shape.width()).withOutput(ElementType.F32));
        network = PackedNetworkReader.read(ByteBuffer.wrap(builder.toBytes()));
        layouts = IntStream.range(0, network.slots().size())
                .mapToObj(slot -> MapLayout.of(network, slot))
                .toList();
        layer = Layer.of(network, layouts, number);
        width = size.width;
        added = new float[size.outputs][layer.out().pixels()];
    }

    /** A layer of some scales and offsets, whose kernel of {@code kernel} pixels squared has no padding. */
    public static SampleSums random(Size size, Residual residual, ElementType type, Random random, int kernel) {
        float[] multipliers = new float[size.outputs];
        float[] offsets = new float[size.outputs];
        float[] someMultipliers = {0.5f, -0.5f, 0.25f, 1, 1 / 3f, 0, 1e-40f, 0x1p64f, -0x1p64f, 0.011f, -0.003f};
        float[] someOffsets = {0, 0.5f, 127.5f, 254.5f, -0.0f, -3.25f, 0x1p64f, 60.1f};
        for (int i = 0; i < size.outputs; i++) {
            multipliers[i] = someMultipliers[random.nextInt(someMultipliers.length)];
            offsets[i] = someOffsets[random.nextInt(someOffsets.length)];
        }
        return new SampleSums(size, multipliers, offsets, residual, type, kernel);
    }

    /** The network around the layer. */
    public PackedNetwork network() {
        return network;
    }

    /** The layer whose sums they are. */
    public Layer layer() {
        return layer;
    }

    /** Where kernels ask for memory before {@link #open}. */
    public ScratchSizes sizes() {
        return sizes;
    }

    /** The maps of the image. */
    public Maps maps() {
        return maps;
    }

    /** The memory of the thread. */
    public Scratch scratch() {
        return scratch;
    }

    private static int filled(PackedModelBuilder builder, Convolution convolution) {
        int outputs = convolution.outputChannels();
        return builder.convolution(convolution, weights(builder, convolution), new float[outputs], new float[outputs]);
    }

    private static byte[] weights(PackedModelBuilder builder, Convolution convolution) {
        int inputs = builder.slot(convolution.input()).shape().channels();
        byte[] weights = new byte
                [convolution.outputChannels() * inputs * convolution.kernelHeight() * convolution.kernelWidth()];
        Arrays.fill(weights, (byte) 1);
        return weights;
    }

    /** Makes the maps and the memory that the layer's kernels asked for, and fills the residual. */
    public void open(Random random) {
        maps = new Maps(
                new BufferPlan<>(
                        network, layouts::get, slot -> layouts.get(slot).size()),
                layouts,
                sizes);
        scratch = new Scratch(sizes);
        fillResidual(random);
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
    public int[][] sums(Random random) {
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

    public static int small(Random random) {
        return random.nextInt(1200) - 600;
    }

    public byte code(int output, int pixel) {
        return maps.codes(layer.number())[at(layer.outLayout(), output, pixel)];
    }

    public boolean written(int output) {
        for (int pixel = 0; pixel < layer.out().pixels(); pixel++) {
            int at = at(layer.outLayout(), output, pixel);
            if (layer.givesCodes() ? maps.codes(layer.number())[at] != 0 : maps.values(layer.number())[at] != 0) {
                return true;
            }
        }
        return false;
    }

    /** Compares the whole array of codes: around the planes there is nothing but zeros. */
    public void assertOutput(int[][] sums, String description) {
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
    public static int split(int lane) {
        return lane / 2 + (lane % 2 == 0 ? 0 : Lanes.TILE / 2);
    }
}
