package org.bitadapt.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.bitadapt.runtime.RandomNetworks.Signs;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.SlotShape;
import org.bitadapt.runtime.format.WeightType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vector engine gives the reference engine's bits, in the form that is fastest here and in the planar form. */
class EngineEqualityTest {
    private static final List<EngineChoice> FORMS = List.of(EngineChoice.VECTOR, EngineChoice.PLANES);
    private static final int[] CHANNELS = {1, 3, 7, 8, 16, 20, 63, 64, 65, 127};
    private static final int[] KERNELS = {1, 3, 5, 7, 11};
    private static final int[] STRIDES = {1, 1, 1, 2, 4};

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void randomLayersAreEqual(long seed) {
        Random random = new Random(seed);
        RandomNetworks networks = new RandomNetworks(seed);
        int height = 1 + random.nextInt(33);
        int width = random.nextBoolean() ? height : 1 + random.nextInt(33);
        int image = networks.input(1 + random.nextInt(4), height, width);
        int codes = networks.convolution(Convolution.of(image, pick(random, CHANNELS), 1)
                .withWeights(random.nextBoolean() ? WeightType.INT8 : WeightType.BINARY));
        int result = networks.convolution(layer(random, codes, height, width));
        assertEqualOnBothEngines(networks, networks.reading(withResidual(random, networks, result)));
    }

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    private static Convolution layer(Random random, int input, int height, int width) {
        int padding = random.nextInt(6);
        int kernel = pick(random, KERNELS);
        while (kernel <= padding || kernel > Math.min(height, width) + 2 * padding) {
            kernel = pick(random, KERNELS);
            padding = random.nextInt(6);
        }
        boolean same = random.nextBoolean();
        return Convolution.of(input, pick(random, CHANNELS), kernel)
                .withPadding(same ? kernel / 2 : padding)
                .withStride(same ? 1 : pick(random, STRIDES))
                .withWeights(random.nextInt(4) == 0 ? WeightType.INT8 : WeightType.BINARY);
    }

    /** Reads a layer's codes with layers whose residual is none, codes or values. */
    private static int withResidual(Random random, RandomNetworks networks, int codes) {
        Convolution next = Convolution.of(codes, networks.slot(codes).shape().channels(), 1);
        return switch (random.nextInt(3)) {
            case 0 -> networks.convolution(next);
            case 1 -> networks.convolution(next.withResidualCodes(codes, 0.37f));
            default -> withValues(networks, codes, next);
        };
    }

    private static int withValues(RandomNetworks networks, int codes, Convolution next) {
        Convolution values = next.withOutput(ElementType.F32);
        int plain = networks.convolution(values);
        int plusCodes = networks.convolution(values.withResidualCodes(codes, 0.71f));
        int plusValues = networks.convolution(values.withResidualValues(plusCodes));
        int first = networks.convolution(next.withResidualValues(plain));
        return networks.convolution(
                Convolution.of(first, next.outputChannels(), 1).withResidualValues(plusValues));
    }

    /** Most maps have rows that fill tiles or parts of tiles, so that rows of the kernel read the same tables. */
    @ParameterizedTest(name = "{0}x{1}, {2} to {3} channels, kernel {4}x{5}, padding {6}, {7} threads")
    @CsvSource({
        "9,32,64,24,3,3,1,1",
        "32,32,16,16,3,3,1,2",
        "16,16,33,65,3,3,1,1",
        "3,16,8,130,3,3,1,1",
        "7,8,20,9,3,3,1,1",
        "13,8,63,8,5,5,2,3",
        "5,64,7,17,3,3,1,1",
        "12,32,70,40,5,5,2,2",
        "40,4,12,8,7,7,3,1",
        "10,32,20,12,3,3,0,1",
        "12,30,9,16,5,5,3,1",
        "2,32,12,8,5,5,2,1",
        "8,32,16,8,3,5,1,1"
    })
    void rowsOfTheKernelShareTables(
            int height,
            int width,
            int inputs,
            int outputs,
            int kernelHeight,
            int kernelWidth,
            int padding,
            int threads) {
        RandomNetworks networks = new RandomNetworks(height * 31L + width);
        int codes = networks.convolution(Convolution.of(networks.input(2, height, width), inputs, 1));
        Convolution layer =
                Convolution.of(codes, outputs, kernelHeight, kernelWidth).withPadding(padding);
        int values = networks.convolution(layer.withOutput(ElementType.F32));
        PackedModel model = networks.reading(networks.convolution(layer.withResidualValues(values)));
        byte[] pixels = networks.pixels(model, 3);
        float[] expected = logits(model, new SessionOptions(EngineChoice.REFERENCE, 1), pixels);
        for (EngineChoice form : FORMS) {
            assertThat(logits(model, new SessionOptions(form, threads), pixels))
                    .as(form.name())
                    .isEqualTo(expected);
        }
    }

    /** Rows are tiles, parts of tiles or neither once every second pixel is left. */
    @ParameterizedTest(name = "{0}x{1}, {2} channels, kernel {3}, padding {4}")
    @CsvSource({
        "32,32,16,3,1",
        "32,32,5,1,0",
        "16,16,9,3,1",
        "15,16,7,3,1",
        "8,8,20,3,1",
        "9,64,3,3,1",
        "4,128,3,1,0",
        "11,48,4,3,1",
        "7,31,6,3,1",
        "16,4,8,3,1",
        "2,2,8,1,0"
    })
    void everySecondPixelIsRead(int height, int width, int inputs, int kernel, int padding) {
        RandomNetworks networks = new RandomNetworks(height * 37L + width);
        int codes = networks.convolution(Convolution.of(networks.input(2, height, width), inputs, 1));
        Convolution layer =
                Convolution.of(codes, 9, kernel).withPadding(padding).withStride(2);
        assertEqualOnBothEngines(networks, networks.reading(networks.convolution(layer)));
    }

    /** Linear layers at the end run for a tile of images at once, and for the rest of the images. */
    @ParameterizedTest(name = "{0} inputs of {1}x{2}, {3} outputs, {4} images, {5} threads")
    @CsvSource({"20,5,4,130,70,1", "20,5,4,130,70,2", "300,1,3,9,32,1", "7,2,2,65,100,3", "7,2,2,65,31,1"})
    void linearLayersTakeManyImages(int inputs, int height, int width, int outputs, int images, int threads) {
        RandomNetworks networks = new RandomNetworks(inputs * 41L + images);
        int codes = networks.convolution(Convolution.of(networks.input(2, height, width), inputs, 1));
        int wide = networks.convolution(Convolution.of(codes, outputs, height, width));
        PackedModel model = networks.reading(networks.convolution(Convolution.of(wide, 70, 1)));
        byte[] pixels = networks.pixels(model, images);
        float[] expected = logits(model, new SessionOptions(EngineChoice.REFERENCE, 1), pixels, images);
        assertThat(logits(model, new SessionOptions(EngineChoice.VECTOR, threads), pixels, images))
                .isEqualTo(expected);
    }

    /** Kernels are wider than a vector, on maps without padding: the last row is read to its end and beyond. */
    @ParameterizedTest(name = "3x{0}, kernel 1x{1}")
    @CsvSource({"32,11", "64,20", "96,40"})
    void wideKernelsStayInThePlanes(int width, int kernel) {
        RandomNetworks networks = new RandomNetworks(width);
        int codes = networks.convolution(Convolution.of(networks.input(1, 3, width), 9, 1));
        assertEqualOnBothEngines(networks, networks.reading(networks.convolution(Convolution.of(codes, 9, 1, kernel))));
    }

    @ParameterizedTest
    @EnumSource(Signs.class)
    void equalSignsReachTheEndsOfTheRange(Signs signs) {
        RandomNetworks networks = new RandomNetworks(5);
        int image = networks.input(3, 9, 9);
        int codes = networks.convolution(Convolution.of(image, 130, 3).withPadding(1));
        int result = networks.convolution(Convolution.of(codes, 9, 5).withPadding(2), signs);
        assertEqualOnBothEngines(networks, networks.reading(result));
    }

    /** Rows of white maps are parts of tiles: where columns of the kernel share tables, sums outgrow 16 bits. */
    @ParameterizedTest(name = "{0}x{1}, {2} channels")
    @CsvSource({"32,32,32", "16,16,32", "9,16,31", "8,8,64", "4,4,130", "5,32,64"})
    void sumsOfWhiteMapsAreEqual(int height, int width, int inputs) {
        for (Signs signs : Signs.values()) {
            RandomNetworks networks = new RandomNetworks(6);
            int white = networks.white(networks.input(1, height, width), inputs);
            int result = networks.convolution(Convolution.of(white, 9, 3).withPadding(1), signs);
            assertEqualOnBothEngines(networks, networks.reading(result));
        }
    }

    @ParameterizedTest(name = "{0}x{1} kernel {2} stride {3} padding {4}")
    @CsvSource({"1,1,1,1,0", "6,9,3,2,1", "13,13,3,2,0", "33,1,1,4,0", "7,7,7,1,3", "5,32,2,2,1"})
    void poolsAndSumsAreEqual(int height, int width, int kernel, int stride, int padding) {
        RandomNetworks networks = new RandomNetworks(height * 31L + width);
        int codes = networks.convolution(Convolution.of(networks.input(3, height, width), 21, 1));
        int pooled = networks.maxPool(codes, kernel, stride, padding);
        int sums = networks.globalSum(pooled);
        networks.convolution(Convolution.of(sums, 7, 1).withOutput(ElementType.F32));
        assertEqualOnBothEngines(networks, networks.model());
    }

    /** Planes of 24 and of 20 pixels are equally far apart; below the smaller planes the next layer reads zeros. */
    @Test
    void mapsOfFewerPixelsFindNoCodesOfEarlierMapsBelowThem() {
        RandomNetworks networks = new RandomNetworks(10);
        int tall = networks.convolution(Convolution.of(networks.input(1, 6, 4), 8, 1));
        int low = networks.convolution(Convolution.of(tall, 8, 4, 3).withPadding(1));
        int pooled = networks.maxPool(low, 3, 1, 1);
        assertEqualOnBothEngines(
                networks,
                networks.reading(
                        networks.convolution(Convolution.of(pooled, 8, 3).withPadding(1))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"BINARY", "INT8"})
    void aFullImageUnderALargeKernelIsEqual(WeightType type) {
        RandomNetworks networks = new RandomNetworks(8);
        int image = networks.input(3, 67, 67);
        int codes = networks.convolution(
                Convolution.of(image, 20, 11).withStride(4).withPadding(2).withWeights(type));
        int pooled = networks.maxPool(codes, 3, 2, 0);
        int linear = networks.convolution(Convolution.of(pooled, 65, 7).withWeights(type));
        assertEqualOnBothEngines(networks, networks.reading(linear));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void threadsShareTheImagesOfACall(int threads) {
        RandomNetworks networks = new RandomNetworks(9);
        int codes = networks.convolution(
                Convolution.of(networks.input(3, 11, 11), 17, 3).withStride(2));
        PackedModel model = networks.reading(codes);
        byte[] pixels = networks.pixels(model, 40);
        float[] expected = new float[40 * model.classes()];
        float[] logits = new float[40 * model.classes()];
        try (Session reference = model.openSession(SessionOptions.DEFAULT.withEngine(EngineChoice.REFERENCE));
                Session session = model.openSession(new SessionOptions(EngineChoice.VECTOR, threads))) {
            reference.run(pixels, 40, expected);
            session.run(pixels, 40, logits);
            assertThat(logits).isEqualTo(expected);
            session.run(pixels, 1, logits);
            Arrays.fill(logits, Float.NaN);
            session.run(pixels, 40, logits);
            assertThat(logits).isEqualTo(expected);
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("fewSeeds")
    void threadsShareTheLayersOfAnImage(long seed) {
        Random random = new Random(seed);
        RandomNetworks networks = new RandomNetworks(seed);
        int height = 12 + random.nextInt(22);
        int width = 12 + random.nextInt(22);
        int image = networks.input(3, height, width);
        int codes = networks.convolution(
                Convolution.of(image, pick(random, CHANNELS), 3).withStride(2).withWeights(WeightType.INT8));
        int pooled = networks.maxPool(codes, 2, 1, 0);
        SlotShape shape = networks.slot(pooled).shape();
        int result = networks.convolution(layer(random, pooled, shape.height(), shape.width()));
        PackedModel model = networks.reading(withResidual(random, networks, result));
        byte[] pixels = networks.pixels(model, 3);
        float[] expected = logits(model, new SessionOptions(EngineChoice.REFERENCE, 1), pixels);
        for (int threads = 2; threads <= 4; threads++) {
            assertThat(logits(model, new SessionOptions(EngineChoice.VECTOR, threads), pixels))
                    .as("%d threads", threads)
                    .isEqualTo(expected);
        }
    }

    static LongStream fewSeeds() {
        return LongStream.range(1000, 1030);
    }

    @Test
    void aListenerThatFailsDoesNotKeepThreadsWaiting() {
        RandomNetworks networks = new RandomNetworks(3);
        PackedModel model = networks.reading(networks.convolution(Convolution.of(networks.input(3, 9, 9), 17, 3)));
        byte[] pixels = networks.pixels(model, 1);
        float[] expected = logits(model, new SessionOptions(EngineChoice.REFERENCE, 1), pixels, 1);
        try (Session session = model.openSession(new SessionOptions(EngineChoice.VECTOR, 3))) {
            float[] logits = new float[model.classes()];
            assertThatThrownBy(() -> session.run(pixels, 1, logits, operation -> {
                        throw new IllegalArgumentException("operation " + operation);
                    }))
                    .hasMessage("operation 0");
            session.run(pixels, logits);
            assertThat(logits).isEqualTo(expected);
        }
    }

    private static void assertEqualOnBothEngines(RandomNetworks networks, PackedModel model) {
        byte[] pixels = networks.pixels(model, 3);
        float[] expected = logits(model, new SessionOptions(EngineChoice.REFERENCE, 1), pixels);
        for (EngineChoice form : FORMS) {
            assertThat(logits(model, new SessionOptions(form, 1), pixels))
                    .as(form.name())
                    .isEqualTo(expected);
        }
    }

    private static float[] logits(PackedModel model, SessionOptions options, byte[] pixels) {
        return logits(model, options, pixels, 3);
    }

    private static float[] logits(PackedModel model, SessionOptions options, byte[] pixels, int images) {
        float[] logits = new float[images * model.classes()];
        try (Session session = model.openSession(options)) {
            session.run(pixels, images, logits);
        }
        return logits;
    }

    private static int pick(Random random, int[] values) {
        return values[random.nextInt(values.length)];
    }
}
