package org.bitadapt.runtime.cli;

import java.util.List;
import java.util.Random;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.PackedModelBuilder;
import org.bitadapt.runtime.format.Shape;
import org.bitadapt.runtime.format.WeightType;

/**
 * Networks of well-known shapes with random weights, for measuring speed: the numbers mean nothing, the work is the
 * real one. Codes spread over their range so that no layer is all zeros.
 */
final class SyntheticModels {
    private static final int CLASSES = 10;
    private static final float RESIDUAL_SCALE = 0.5f;

    private final Random random;
    private final PackedModelBuilder builder;
    private long parameters;

    private SyntheticModels(String name, long seed) {
        random = new Random(seed);
        builder = new PackedModelBuilder(name).writer("synthetic");
    }

    /** The names that {@link #of} knows. */
    static List<String> names() {
        return List.of("resnet20", "resnet18", "resnet50", "resnet101", "alexnet");
    }

    /** The bytes of a model file. */
    static byte[] of(String name, long seed) {
        SyntheticModels models = new SyntheticModels(name, seed);
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
        int image = builder.input(new Shape(3, 224, 224), List.of(124, 116, 104));
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
        int image = builder.input(new Shape(3, 32, 32), List.of(125, 123, 114));
        return convolution(square(image, width, 3).withWeights(WeightType.INT8));
    }

    private void classifier(int slot) {
        int sums = builder.globalSum(slot);
        convolution(
                Convolution.of(sums, CLASSES, 1).withWeights(WeightType.INT8).withOutput(ElementType.F32));
    }

    /** A kernel whose padding keeps the size. */
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
        Shape in = builder.slot(convolution.input()).shape();
        int perOutput = in.channels() * convolution.kernelHeight() * convolution.kernelWidth();
        boolean binary = convolution.weightType() == WeightType.BINARY;
        byte[] weights = new byte[perOutput * convolution.outputChannels()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (byte) (binary ? random.nextInt(2) * 2 - 1 : random.nextInt(255) - 127);
        }
        // Sums of K products of about 80 (and 70 for 8-bit weights) spread by 80 sqrt(K): bring that to about 60 codes.
        double spread = 80 * Math.sqrt(perOutput) * (binary ? 1 : 70);
        float[] multipliers = new float[convolution.outputChannels()];
        float[] offsets = new float[convolution.outputChannels()];
        for (int i = 0; i < multipliers.length; i++) {
            multipliers[i] = (float) (60 / spread * (0.5 + random.nextDouble()));
            offsets[i] = random.nextFloat() * 60;
        }
        parameters += weights.length + 4L * convolution.outputChannels();
        return builder.convolution(convolution, weights, multipliers, offsets);
    }

    /** Random pixels. */
    static byte[] pixels(int count, long seed) {
        byte[] pixels = new byte[count];
        new Random(seed).nextBytes(pixels);
        return pixels;
    }
}
