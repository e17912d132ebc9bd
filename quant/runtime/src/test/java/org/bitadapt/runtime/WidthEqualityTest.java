package org.bitadapt.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.bitadapt.runtime.RandomNetworks.Signs;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.SlotShape;
import org.bitadapt.runtime.format.WeightType;
import org.bitadapt.runtime.format.Width;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The vector engine gives the reference engine's bits at every width, in a session that changes its width. */
class WidthEqualityTest {
    private static final List<EngineChoice> FORMS = List.of(EngineChoice.VECTOR, EngineChoice.PLANES);
    private static final int[] CHANNELS = {1, 3, 8, 16, 20, 33, 64, 65};
    private static final int[] KERNELS = {1, 1, 3, 3, 5};
    private static final int IMAGES = 3;

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void randomNetworksAreEqual(long seed) {
        Random random = new Random(seed);
        List<Width> widths = widths(random);
        int planes = widths.stream().mapToInt(Width::weights).max().orElseThrow();
        RandomNetworks networks = new RandomNetworks(seed, widths);
        int image = networks.input(1 + random.nextInt(3), 2 + random.nextInt(16), 2 + random.nextInt(30));
        Convolution first = Convolution.of(image, pick(random, CHANNELS), 1).withCodeBits(1 + random.nextInt(8));
        int codes = networks.convolution(
                random.nextBoolean() ? first.withWeights(WeightType.INT8) : first.withPlanes(planes));
        int result = networks.convolution(layer(random, networks, codes, planes));
        int pooled = random.nextBoolean() ? result : networks.maxPool(result, 2, 1, 1);
        // At least one layer has all planes.
        int summed = networks.convolution(
                Convolution.of(pooled, networks.slot(pooled).shape().channels(), 1)
                        .withPlanes(planes));
        assertEqual(
                networks,
                end(random, networks, withResidual(random, networks, summed, planes), planes),
                1 + random.nextInt(2));
    }

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    /** Some widths, at least one. */
    private static List<Width> widths(Random random) {
        List<Width> widths = new ArrayList<>();
        while (widths.isEmpty()) {
            for (int weights = 1; weights <= Width.MAX_WEIGHTS; weights++) {
                for (int maps = 1; maps <= Width.MAX_MAPS; maps++) {
                    if (random.nextInt(16) == 0) {
                        widths.add(new Width(weights, maps));
                    }
                }
            }
        }
        return widths;
    }

    private static Convolution layer(Random random, RandomNetworks networks, int input, int planes) {
        SlotShape in = networks.slot(input).shape();
        int kernel = pick(random, KERNELS);
        while (kernel > Math.min(in.height(), in.width())) {
            kernel -= 2;
        }
        return Convolution.of(input, pick(random, CHANNELS), kernel)
                .withPadding(random.nextInt(4) == 0 ? 0 : kernel / 2)
                .withStride(1 + random.nextInt(4) / 3)
                .withPlanes(1 + random.nextInt(planes))
                .withCodeBits(random.nextBoolean() ? 8 : 1 + random.nextInt(8));
    }

    /** Reads a layer's codes with layers whose residual is none, codes or values. */
    private static int withResidual(Random random, RandomNetworks networks, int codes, int planes) {
        Convolution next = Convolution.of(codes, networks.slot(codes).shape().channels(), 1)
                .withPlanes(1 + random.nextInt(planes));
        Convolution values = next.withOutput(ElementType.F32);
        return switch (random.nextInt(3)) {
            case 0 -> networks.convolution(next.withCodeBits(1 + random.nextInt(8)));
            case 1 -> networks.convolution(next.withResidualCodes(codes));
            default -> {
                int plain = networks.convolution(values);
                int plusCodes = networks.convolution(values.withResidualCodes(codes));
                int plusValues = networks.convolution(values.withResidualValues(plusCodes));
                int sum = networks.convolution(next.withResidualValues(plain));
                yield networks.convolution(
                        Convolution.of(sum, next.outputChannels(), 1).withResidualValues(plusValues));
            }
        };
    }

    /** Linear layers over all pixels, or a global sum with a layer of planes over it. */
    private static PackedModel end(Random random, RandomNetworks networks, int codes, int planes) {
        if (random.nextInt(3) == 0) {
            int sums = networks.globalSum(codes);
            networks.convolution(Convolution.of(sums, 7, 1).withPlanes(planes).withOutput(ElementType.F32));
            return networks.model();
        }
        SlotShape shape = networks.slot(codes).shape();
        int linear = networks.convolution(Convolution.of(codes, 40, shape.height(), shape.width())
                .withPlanes(1 + random.nextInt(planes))
                .withCodeBits(1 + random.nextInt(8)));
        return networks.reading(linear);
    }

    @ParameterizedTest
    @EnumSource(Signs.class)
    void equalSignsReachTheEndsOfTheRange(Signs signs) {
        RandomNetworks networks = new RandomNetworks(5, List.of(new Width(1, 8), new Width(7, 8)));
        int codes = networks.convolution(
                Convolution.of(networks.input(3, 9, 9), 130, 3).withPadding(1));
        int result =
                networks.convolution(Convolution.of(codes, 9, 5).withPadding(2).withPlanes(7), signs);
        assertEqual(networks, networks.reading(result), 1);
    }

    /** Rows of white maps are parts of tiles: where columns of the kernel share tables, sums outgrow 16 bits. */
    @ParameterizedTest(name = "{0}x{1}, {2} channels, {3} threads")
    @CsvSource({"32,32,32,1", "8,8,64,2", "4,4,130,3", "5,32,64,1", "2,3,130,4"})
    void sumsOfWhiteMapsAreEqual(int height, int width, int inputs, int threads) {
        for (Signs signs : Signs.values()) {
            RandomNetworks networks = new RandomNetworks(6, List.of(new Width(1, 8), new Width(2, 8), new Width(3, 8)));
            int white = networks.white(networks.input(1, height, width), inputs);
            int result = networks.convolution(
                    Convolution.of(white, 19, 3).withPadding(1).withPlanes(3), signs);
            assertEqual(networks, networks.reading(result), threads, 1);
        }
    }

    /** Linear layers of planes at the end run for a tile of images at once, and for the rest of the images. */
    @ParameterizedTest(name = "{0} images, {1} threads")
    @CsvSource({"70,1", "70,2", "31,1"})
    void linearLayersTakeManyImages(int images, int threads) {
        RandomNetworks networks =
                new RandomNetworks(images, List.of(new Width(1, 4), new Width(2, 4), new Width(3, 8)));
        int codes = networks.convolution(
                Convolution.of(networks.input(2, 5, 4), 20, 1).withWeights(WeightType.INT8));
        int wide = networks.convolution(
                Convolution.of(codes, 130, 5, 4).withPlanes(3).withCodeBits(6));
        int narrow = networks.convolution(Convolution.of(wide, 70, 1).withPlanes(2));
        assertEqual(networks, networks.reading(narrow), threads, images);
    }

    private static void assertEqual(RandomNetworks networks, PackedModel model, int threads) {
        assertEqual(networks, model, threads, IMAGES);
    }

    /** Runs down and up the widths, so that memory has been used by another width before. */
    private static void assertEqual(RandomNetworks networks, PackedModel model, int threads, int images) {
        byte[] pixels = networks.pixels(model, images);
        List<Width> order = new ArrayList<>(model.widths());
        for (int i = order.size() - 1; i >= 0; i--) {
            order.add(order.get(i));
        }
        float[] expected = new float[images * model.classes()];
        float[] logits = new float[images * model.classes()];
        for (EngineChoice form : FORMS) {
            try (Session reference = model.openSession(SessionOptions.DEFAULT.withEngine(EngineChoice.REFERENCE));
                    Session session = model.openSession(new SessionOptions(form, threads))) {
                for (Width width : order) {
                    reference.use(width);
                    reference.run(pixels, images, expected);
                    session.use(width);
                    Arrays.fill(logits, Float.NaN);
                    session.run(pixels, images, logits);
                    assertThat(logits).as(form + " " + width).isEqualTo(expected);
                    // One image, which threads share, in memory that has been used.
                    session.run(pixels, 1, logits);
                    assertThat(logits).as(form + " again " + width).isEqualTo(expected);
                }
            }
        }
    }

    private static int pick(Random random, int[] values) {
        return values[random.nextInt(values.length)];
    }
}
