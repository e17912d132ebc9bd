package org.bitadapt.quant.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.NetworkBuilder;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.quant.engine.parameter.Initialization;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterRole;

/** Small networks with random statistics, ranges that differ by layer, and gains of both signs. */
final class OnnxSamples {

    static final PixelNormalization PIXELS = new PixelNormalization(List.of(125, 120, 97), 1 / 64f);
    static final List<String> CLASSES = List.of("ant", "bee", "cat", "dog");

    private OnnxSamples() {}

    /** Residual blocks with and without projection, strides, a global average. */
    static NetworkSpec residual() {
        return Networks.named("resnet8", CLASSES.size(), new Shape(3, 13, 11));
    }

    /** Biases, pooling with padding, a flattened map, dropout, two linear layers. */
    static NetworkSpec chain() {
        LayerSpec.Activation relu = new LayerSpec.Activation(MapPrecision.FLOAT32);
        return new NetworkBuilder("chain", new Shape(3, 13, 11))
                .then("conv1", new LayerSpec.Conv2d(6, 5, 2, 2, true, WeightPrecision.FLOAT32))
                .then("relu1", relu)
                .then("pool1", new LayerSpec.MaxPool(3, 2, 1))
                .then("conv2", new LayerSpec.Conv2d(7, 3, 1, 1, true, WeightPrecision.FLOAT32))
                .then("relu2", relu)
                .then("flat", new LayerSpec.Flatten())
                .then("drop", new LayerSpec.Dropout(0.5))
                .then("hidden", new LayerSpec.Linear(11, true, WeightPrecision.FLOAT32))
                .then("relu3", relu)
                .then("classes", new LayerSpec.Linear(CLASSES.size(), true, WeightPrecision.FLOAT32))
                .build();
    }

    /** Scores that are the sum of two linear layers' outputs. */
    static NetworkSpec forked() {
        return convolved("forked")
                .then("mean", new LayerSpec.GlobalAveragePool())
                .then("near", new LayerSpec.Linear(CLASSES.size(), true, WeightPrecision.FLOAT32))
                .from("mean")
                .then("hidden", new LayerSpec.Linear(11, true, WeightPrecision.FLOAT32))
                .then("relu3", new LayerSpec.Activation(MapPrecision.FLOAT32))
                .then("far", new LayerSpec.Linear(CLASSES.size(), true, WeightPrecision.FLOAT32))
                .add("classes", "near")
                .build();
    }

    /**
     * A linear layer's vector added to a convolution's map of one pixel, this sum to a vector, and that sum to scores.
     */
    static NetworkSpec mixed() {
        LayerSpec.Activation relu = new LayerSpec.Activation(MapPrecision.FLOAT32);
        return convolved("mixed")
                .then("mean", new LayerSpec.GlobalAveragePool())
                .then("vector", new LayerSpec.Linear(11, true, WeightPrecision.FLOAT32))
                .then("relu3", relu)
                .from("mean")
                .then("map", new LayerSpec.Conv2d(11, 1, 1, 0, true, WeightPrecision.FLOAT32))
                .add("both", "relu3")
                .then("relu4", relu)
                .then("again", new LayerSpec.Linear(11, true, WeightPrecision.FLOAT32))
                .add("all", "relu4")
                .then("relu5", relu)
                .then("far", classes())
                .from("relu5")
                .then("near", new LayerSpec.Linear(CLASSES.size(), true, WeightPrecision.FLOAT32))
                .add("classes", "far")
                .build();
    }

    /** Two padded convolutions of the image, the image in a sum, and names that the ONNX graph uses itself. */
    static NetworkSpec imageReadTwice() {
        LayerSpec.Activation relu = new LayerSpec.Activation(MapPrecision.FLOAT32);
        return new NetworkBuilder("twice", new Shape(3, 13, 11))
                .then("pixels", new LayerSpec.Conv2d(3, 3, 1, 1, true, WeightPrecision.FLOAT32))
                .then("relu1", relu)
                .from(NetworkSpec.INPUT)
                .then("a", new LayerSpec.Conv2d(3, 3, 1, 1, true, WeightPrecision.FLOAT32))
                .add("sum", "relu1")
                .then("relu2", relu)
                .then("a.sum", new LayerSpec.Conv2d(6, 3, 2, 1, true, WeightPrecision.FLOAT32))
                .then("a.relu", relu)
                .then("mean", new LayerSpec.GlobalAveragePool())
                .then("scores", new LayerSpec.Linear(CLASSES.size(), true, WeightPrecision.FLOAT32))
                .build();
    }

    /** The image added to a convolution. */
    static NetworkSpec imageAdded() {
        return new NetworkBuilder("added", new Shape(3, 13, 11))
                .then("conv", new LayerSpec.Conv2d(3, 3, 1, 1, true, WeightPrecision.FLOAT32))
                .add("sum", NetworkSpec.INPUT)
                .then("relu", new LayerSpec.Activation(MapPrecision.FLOAT32))
                .then("mean", new LayerSpec.GlobalAveragePool())
                .then("classes", new LayerSpec.Linear(CLASSES.size(), true, WeightPrecision.FLOAT32))
                .build();
    }

    /** A linear layer of the image's means. */
    static NetworkSpec imageAveraged() {
        return new NetworkBuilder("colours", new Shape(3, 13, 11))
                .then("mean", new LayerSpec.GlobalAveragePool())
                .then("classes", new LayerSpec.Linear(CLASSES.size(), true, WeightPrecision.FLOAT32))
                .build();
    }

    /** Means of an activation that are the scores. */
    static NetworkSpec activated() {
        return convolved("activated")
                .then("classes", classes())
                .then("relu3", new LayerSpec.Activation(MapPrecision.FLOAT32))
                .then("mean", new LayerSpec.GlobalAveragePool())
                .build();
    }

    /** Class maps of a 1x1 convolution, whose means are the scores. */
    static NetworkSpec averaged() {
        return convolved("averaged")
                .then("classes", classes())
                .then("mean", new LayerSpec.GlobalAveragePool())
                .build();
    }

    /** Scores of a 1x1 convolution over means, then dropout. */
    static NetworkSpec pointwise() {
        return convolved("pointwise")
                .then("mean", new LayerSpec.GlobalAveragePool())
                .then("classes", classes())
                .then("drop", new LayerSpec.Dropout(0.5))
                .build();
    }

    private static NetworkBuilder convolved(String name) {
        LayerSpec.Activation relu = new LayerSpec.Activation(MapPrecision.FLOAT32);
        return new NetworkBuilder(name, new Shape(3, 13, 11))
                .then("conv1", new LayerSpec.Conv2d(6, 5, 2, 2, true, WeightPrecision.FLOAT32))
                .then("relu1", relu)
                .then("conv2", new LayerSpec.Conv2d(7, 3, 1, 1, true, WeightPrecision.FLOAT32))
                .then("relu2", relu);
    }

    private static LayerSpec.Conv2d classes() {
        return new LayerSpec.Conv2d(CLASSES.size(), 1, 1, 0, true, WeightPrecision.FLOAT32);
    }

    static OnnxSource source(NetworkSpec network, PrecisionPolicy policy, int seed) {
        NetworkSpec spec = policy.apply(network);
        LoweredNetwork lowered = LoweredNetwork.of(spec);
        ParameterLayout layout = ParameterLayout.of(lowered);
        FloatBuffer parameters = ByteBuffer.allocateDirect(layout.size() * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        Initialization.fill(lowered, layout, seed, parameters);
        Random random = new Random(seed);
        layout.slices().values().forEach(slice -> {
            for (int i = slice.offset(); i < slice.end(); i++) {
                parameters.put(i, parameter(slice.role(), parameters.get(i), random));
            }
        });
        return new OnnxSource(spec, PIXELS, CLASSES, parameters);
    }

    private static float parameter(ParameterRole role, float initial, Random random) {
        return switch (role) {
            case WEIGHT, SIGN -> initial;
            case BIAS, BETA, MEAN -> (float) (0.3 * random.nextGaussian());
            case GAMMA -> (random.nextInt(4) == 0 ? -1 : 1) * (0.5f + random.nextFloat());
            case SECOND_MOMENT -> 1 + random.nextFloat();
            case RANGE -> 2 + 4 * random.nextFloat();
        };
    }

    /** Random images, {@code [image][y][x][channel]}. */
    static byte[] images(OnnxSource source, int count) {
        byte[] pixels = new byte[count * source.spec().input().size()];
        new Random(count).nextBytes(pixels);
        return pixels;
    }
}
