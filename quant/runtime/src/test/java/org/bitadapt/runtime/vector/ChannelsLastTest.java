package org.bitadapt.runtime.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.bitadapt.runtime.RandomNetworks;
import org.bitadapt.runtime.RandomNetworks.Signs;
import org.bitadapt.runtime.engine.Inference;
import org.bitadapt.runtime.engine.OperationListener;
import org.bitadapt.runtime.engine.PreparedNetwork;
import org.bitadapt.runtime.engine.ReferenceEngine;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.PackedNetworkReader;
import org.bitadapt.runtime.format.SlotShape;
import org.bitadapt.runtime.format.WeightType;
import org.bitadapt.runtime.format.Width;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Maps with the channels last give the reference engine's bits, on processors without fast permutations too. */
class ChannelsLastTest {
    private static final int[] CHANNELS = {1, 5, 16, 31, 32, 33, 64, 65, 97, 130};
    private static final int[] KERNELS = {1, 1, 2, 3, 3, 5, 7};
    private static final int IMAGES = 2;

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void randomLayersAreEqual(long seed) {
        Random random = new Random(seed);
        RandomNetworks networks = new RandomNetworks(seed);
        int height = 1 + random.nextInt(12);
        int width = 2 + random.nextInt(18);
        int codes = first(random, networks, height, width);
        int result = networks.convolution(layer(random, networks, codes));
        networks.reading(withResidual(random, networks, result));
        assertEqual(networks, 1 + random.nextInt(3));
    }

    static LongStream seeds() {
        return LongStream.range(0, 120);
    }

    /**
     * Without padding the tables of a row lie directly behind those of the row before, and 60 or 61 groups of channels are
     * chunks of 15 or 16. The cache holds the tables of three rows, so that a row's place was that of a row before.
     */
    @ParameterizedTest
    @CsvSource({"300, 3", "305, 3", "5, 1", "6, 1", "11, 2", "300, 1"})
    void rowsWithoutPaddingAreEqual(int channels, int kernel) {
        RandomNetworks networks = new RandomNetworks(channels);
        int codes = networks.convolution(Convolution.of(networks.input(1, 7, 32), channels, 1));
        networks.reading(networks.convolution(Convolution.of(codes, 8, kernel)));
        assertEqual(networks, 1);
    }

    private static int first(Random random, RandomNetworks networks, int height, int width) {
        int kernel = 1 + random.nextInt(Math.min(4, Math.min(height, width)));
        return networks.convolution(
                Convolution.of(networks.input(1 + random.nextInt(4), height, width), pick(random, CHANNELS), kernel)
                        .withPadding(random.nextInt(kernel))
                        .withWeights(random.nextBoolean() ? WeightType.INT8 : WeightType.BINARY));
    }

    private static Convolution layer(Random random, RandomNetworks networks, int input) {
        SlotShape in = networks.slot(input).shape();
        int kernel = pick(random, KERNELS);
        int padding = random.nextInt(kernel);
        while (kernel > Math.min(in.height(), in.width()) + 2 * padding) {
            kernel--;
            padding = Math.min(padding, kernel - 1);
        }
        return Convolution.of(input, pick(random, CHANNELS), kernel)
                .withPadding(padding)
                .withStride(1 + random.nextInt(3));
    }

    private static int withResidual(Random random, RandomNetworks networks, int codes) {
        Convolution next = Convolution.of(codes, networks.slot(codes).shape().channels(), 1);
        Convolution values = next.withOutput(ElementType.F32);
        return switch (random.nextInt(4)) {
            case 0 -> networks.convolution(next);
            case 1 -> networks.convolution(next.withResidualCodes(codes, 0.37f));
            case 2 -> {
                int sum = networks.convolution(values.withResidualCodes(codes, 0.71f));
                yield networks.convolution(
                        next.withResidualValues(networks.convolution(values.withResidualValues(sum))));
            }
            default ->
                networks.maxPool(networks.convolution(next.withResidualValues(networks.convolution(values))), 1, 1, 0);
        };
    }

    /** Layers have several planes, and codes few bits; all planes but one are left out at the narrowest width. */
    @ParameterizedTest(name = "seed={0}")
    @MethodSource("fewSeeds")
    void networksOfSeveralWidthsAreEqual(long seed) {
        Random random = new Random(seed);
        int planes = 2 + random.nextInt(Width.MAX_WEIGHTS - 1);
        List<Width> widths = List.of(
                new Width(1, 8),
                new Width(2, 1 + random.nextInt(8)),
                new Width(Math.max(3, planes), 1 + random.nextInt(8)));
        int most = Math.max(3, planes);
        RandomNetworks networks = new RandomNetworks(seed, widths);
        int image = networks.input(1 + random.nextInt(3), 2 + random.nextInt(9), 2 + random.nextInt(14));
        int codes = networks.convolution(Convolution.of(image, pick(random, CHANNELS), 1)
                .withPlanes(most)
                .withCodeBits(1 + random.nextInt(8)));
        int result = networks.convolution(layer(random, networks, codes).withPlanes(1 + random.nextInt(most)));
        Convolution next = Convolution.of(result, networks.slot(result).shape().channels(), 1)
                .withPlanes(1 + random.nextInt(most));
        int values = networks.convolution(next.withOutput(ElementType.F32).withResidualCodes(result));
        networks.reading(networks.convolution(next.withCodeBits(5).withResidualValues(values)));
        assertEqualAtAllWidths(networks, 1 + random.nextInt(3));
    }

    static LongStream fewSeeds() {
        return LongStream.range(0, 16);
    }

    /** Each plane's sums outgrow 16 bits. */
    @Test
    void sumsOfPlanesOverWhiteMapsAreEqual() {
        for (Signs signs : Signs.values()) {
            RandomNetworks networks = new RandomNetworks(6, List.of(new Width(2, 8), new Width(3, 8)));
            int white = networks.white(networks.input(1, 4, 4), 130);
            Convolution layer = Convolution.of(white, 70, 3).withPadding(1).withPlanes(3);
            networks.reading(networks.convolution(layer, signs));
            assertEqualAtAllWidths(networks, 1);
        }
    }

    private static void assertEqualAtAllWidths(RandomNetworks networks, int threads) {
        byte[] pixels = networks.pixels(networks.model(), IMAGES);
        for (Width width : networks.model().widths()) {
            PackedNetwork network = networks.model().network(width);
            assertThat(ChannelsLastForm.suits(network)).isTrue();
            float[] expected = logits(new ReferenceEngine().prepare(network), network, 1, pixels, IMAGES);
            assertThat(logits(VectorNetwork.channelsLast(network), network, threads, pixels, IMAGES))
                    .as(width.toString())
                    .isEqualTo(expected);
        }
    }

    /** Maps are white, so that sums outgrow 16 bits. */
    @ParameterizedTest(name = "{0}x{1}, {2} channels, kernel {3}")
    @CsvSource({"9,8,64,3", "4,4,130,3", "5,6,33,5", "3,20,300,1"})
    void sumsOfWhiteMapsAreEqual(int height, int width, int inputs, int kernel) {
        for (Signs signs : Signs.values()) {
            RandomNetworks networks = new RandomNetworks(6);
            int white = networks.white(networks.input(1, height, width), inputs);
            Convolution layer = Convolution.of(white, 70, kernel).withPadding(kernel / 2);
            networks.reading(networks.convolution(layer, signs));
            assertEqual(networks, 1);
        }
    }

    @ParameterizedTest(name = "{0}x{1} kernel {2} stride {3} padding {4}")
    @CsvSource({"1,2,1,1,0", "6,9,3,2,1", "13,13,3,2,0", "7,7,7,1,3"})
    void poolsAndSumsAreEqual(int height, int width, int kernel, int stride, int padding) {
        RandomNetworks networks = new RandomNetworks(height * 31L + width);
        int codes = networks.convolution(Convolution.of(networks.input(3, height, width), 37, 1));
        int sums = networks.globalSum(networks.maxPool(codes, kernel, stride, padding));
        networks.convolution(Convolution.of(sums, 7, 1).withOutput(ElementType.F32));
        assertEqual(networks, 2);
    }

    /** 64 outputs are too few for lookups; 31 x 20 inputs end within a group of six. */
    @ParameterizedTest(name = "{0} channels, {1} outputs, {2} images, {3} threads")
    @CsvSource({"30,64,2,1", "30,130,3,1", "31,300,2,2", "30,256,2,3", "30,130,70,1", "31,300,70,2"})
    void linearLayersFollow(int channels, int outputs, int images, int threads) {
        RandomNetworks networks = new RandomNetworks(4);
        int codes = networks.convolution(Convolution.of(networks.input(2, 5, 4), channels, 1));
        int wide = networks.convolution(Convolution.of(codes, outputs, 5, 4));
        networks.reading(networks.convolution(Convolution.of(wide, outputs, 1).withResidualCodes(wide, 0.5f)));
        assertEqual(networks, threads, images);
    }

    /** The window of white pixels is longer than a span of 16-bit sums. */
    @Test
    void sumsOfWhitePixelsAreEqual() {
        for (Signs signs : Signs.values()) {
            RandomNetworks networks = new RandomNetworks(7);
            int white = networks.white(networks.input(1, 5, 5), 40);
            networks.reading(networks.convolution(Convolution.of(white, 200, 5), signs));
            assertEqual(networks, 1);
        }
    }

    @Test
    void wideLayersPayAndNarrowOnesDoNot() {
        assertThat(ChannelsLastForm.pays(networkOf(64, 64))).isTrue();
        assertThat(ChannelsLastForm.pays(networkOf(16, 16))).isFalse();
        assertThat(ChannelsLastForm.pays(networkOf(64, 72))).isFalse();
    }

    private static PackedNetwork networkOf(int inputs, int outputs) {
        RandomNetworks networks = new RandomNetworks(1);
        int codes = networks.convolution(Convolution.of(networks.input(3, 4, 4), inputs, 1));
        networks.reading(networks.convolution(Convolution.of(codes, outputs, 3).withPadding(1)));
        return PackedNetworkReader.read(ByteBuffer.wrap(networks.bytes()));
    }

    private static void assertEqual(RandomNetworks networks, int threads) {
        assertEqual(networks, threads, IMAGES);
    }

    private static void assertEqual(RandomNetworks networks, int threads, int images) {
        PackedNetwork network = PackedNetworkReader.read(ByteBuffer.wrap(networks.bytes()));
        assertThat(ChannelsLastForm.suits(network)).isTrue();
        byte[] pixels = networks.pixels(networks.model(), images);
        float[] expected = logits(new ReferenceEngine().prepare(network), network, 1, pixels, images);
        assertThat(logits(VectorNetwork.channelsLast(network), network, threads, pixels, images))
                .isEqualTo(expected);
    }

    private static float[] logits(
            PreparedNetwork prepared, PackedNetwork network, int threads, byte[] pixels, int images) {
        float[] logits = new float[images * network.classes()];
        try (Inference inference = prepared.open(threads)) {
            inference.run(pixels, images, logits, OperationListener.NONE);
            // A second run, in memory that has been used, gives the same logits.
            Arrays.fill(logits, Float.NaN);
            inference.run(pixels, images, logits, OperationListener.NONE);
        }
        return logits;
    }

    private static int pick(Random random, int[] values) {
        return values[random.nextInt(values.length)];
    }
}
