package org.bitadapt.runtime.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.PackedModelBuilder;
import org.bitadapt.runtime.format.SlotShape;
import org.bitadapt.runtime.format.WeightType;
import org.bitadapt.runtime.format.Width;
import org.bitadapt.runtime.latency.RandomConvolutions;

/** Networks of well-known shapes with random weights, for measuring speed. */
final class SyntheticModels {
    private static final int CLASSES = 10;
    private static final float RESIDUAL_SCALE = 0.5f;

    private final PackedModelBuilder builder;
    private final RandomConvolutions convolutions;
    /** The sign planes of all layers but those of 8-bit weights. */
    private final int planes;

    private long parameters;

    private SyntheticModels(String name, long seed, List<Width> widths) {
        builder = new PackedModelBuilder(name).writer("synthetic").widths(widths);
        planes = widths.stream().mapToInt(Width::weights).max().orElse(1);
        convolutions = new RandomConvolutions(builder, seed);
    }

    /** The names that {@link #of} knows. */
    static List<String> names() {
        return List.of("resnet20", "resnet18", "resnet50", "resnet101", "alexnet");
    }

    /** The model in a file, or the network with the given name. */
    static PackedModel load(String model) throws IOException {
        return load(model, new WidthChoice(List.of(), List.of()));
    }

    /** The model in a file, or the network with the given name at a width that has the given bits. */
    static PackedModel load(String model, WidthChoice width) throws IOException {
        return names().contains(model)
                ? PackedModel.load(of(model, 1, List.of(width.ofRandomWeights())))
                : PackedModel.load(Path.of(model));
    }

    /** The bytes of a model file of 1-bit weights. */
    static byte[] of(String name, long seed) {
        return of(name, seed, List.of(Width.BINARY));
    }

    /** The bytes of a model file of some widths. */
    static byte[] of(String name, long seed, List<Width> widths) {
        SyntheticModels models = new SyntheticModels(name, seed, widths);
        switch (name) {
            case "resnet20" -> models.basicBlocks(16, 3, 3, 3);
            case "resnet18" -> models.basicBlocks(64, 2, 2, 2, 2);
            case "resnet50" -> models.bottlenecks(3, 4, 6, 3);
            case "resnet101" -> models.bottlenecks(3, 4, 23, 3);
            case "alexnet" -> models.alexnet();
            default ->
                throw new IllegalArgumentException("Invalid network: " + name + " (must be one of " + names() + ")");
        }
        return models.builder.float32Bytes(models.parameters * Float.BYTES).toBytes();
    }

    private void basicBlocks(int width, int... blocks) {
        int slot = stem(width);
        for (int stage = 0; stage < blocks.length; stage++) {
            int channels = width << stage;
            for (int block = 0; block < blocks[stage]; block++) {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                int first = convolution(square(slot, channels, 3).withStride(stride));
                slot = residual(square(first, channels, 3), slot, stride);
            }
        }
        classifier(slot);
    }

    private void bottlenecks(int... blocks) {
        int slot = stem(64);
        for (int stage = 0; stage < blocks.length; stage++) {
            int channels = 64 << stage;
            for (int block = 0; block < blocks[stage]; block++) {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                int narrow = convolution(Convolution.of(slot, channels, 1));
                int middle = convolution(square(narrow, channels, 3).withStride(stride));
                slot = residual(Convolution.of(middle, 4 * channels, 1), slot, stride);
            }
        }
        classifier(slot);
    }

    private void alexnet() {
        int image = builder.input(new SlotShape(3, 224, 224), List.of(124, 116, 104));
        int slot = convolution(
                Convolution.of(image, 64, 11).withStride(4).withPadding(2).withWeights(WeightType.INT8));
        slot = builder.maxPool(slot, 3, 2, 0);
        slot = builder.maxPool(convolution(square(slot, 192, 5)), 3, 2, 0);
        slot = convolution(square(slot, 384, 3));
        slot = convolution(square(slot, 256, 3));
        slot = builder.maxPool(convolution(square(slot, 256, 3)), 3, 2, 0);
        slot = convolution(Convolution.of(slot, 4096, 6));
        slot = convolution(Convolution.of(slot, 4096, 1));
        convolution(
                Convolution.of(slot, CLASSES, 1).withWeights(WeightType.INT8).withOutput(ElementType.F32));
    }

    private int stem(int width) {
        int image = builder.input(new SlotShape(3, 32, 32), List.of(125, 123, 114));
        return convolution(square(image, width, 3).withWeights(WeightType.INT8));
    }

    private void classifier(int slot) {
        int sums = builder.globalSum(slot);
        convolution(
                Convolution.of(sums, CLASSES, 1).withWeights(WeightType.INT8).withOutput(ElementType.F32));
    }

    /** A convolution with a square kernel whose padding keeps the size of the map. */
    private static Convolution square(int input, int channels, int kernel) {
        return Convolution.of(input, channels, kernel).withPadding(kernel / 2);
    }

    /** Adds the shortcut: the codes themselves where the shapes agree, else a 1 x 1 convolution to F32. */
    private int residual(Convolution convolution, int shortcut, int stride) {
        int channels = convolution.outputChannels();
        if (stride == 1 && builder.slot(shortcut).shape().channels() == channels) {
            return convolution(convolution.withResidualCodes(shortcut, RESIDUAL_SCALE));
        }
        int projected = convolution(
                Convolution.of(shortcut, channels, 1).withStride(stride).withOutput(ElementType.F32));
        return convolution(convolution.withResidualValues(projected));
    }

    private int convolution(Convolution convolution) {
        SlotShape in = builder.slot(convolution.input()).shape();
        long perOutput = (long) in.channels() * convolution.kernelHeight() * convolution.kernelWidth();
        parameters += (perOutput + 4) * convolution.outputChannels();
        return convolutions.add(
                convolution.weightType() == WeightType.BINARY ? convolution.withPlanes(planes) : convolution);
    }

    /** Random pixels. */
    static byte[] pixels(int count, long seed) {
        byte[] pixels = new byte[count];
        new Random(seed).nextBytes(pixels);
        return pixels;
    }
}
