package org.bitadapt.netadapt.latency;

import org.bitadapt.common.network.LayerSpec.Activation;
import org.bitadapt.common.network.LayerSpec.BatchNorm;
import org.bitadapt.common.network.LayerSpec.Conv2d;
import org.bitadapt.common.network.LayerSpec.Flatten;
import org.bitadapt.common.network.LayerSpec.GlobalAveragePool;
import org.bitadapt.common.network.LayerSpec.Linear;
import org.bitadapt.common.network.LayerSpec.MaxPool;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.NetworkBuilder;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.runtime.latency.LayerGeometry;
import org.bitadapt.runtime.latency.LayerGeometry.Residual;
import org.bitadapt.runtime.latency.LayerKind;
import org.bitadapt.runtime.latency.LayerShape;
import org.bitadapt.runtime.latency.MapKind;

/**
 * A float network around one layer: an image, steps that make the layer's input and residual from the image, the layer,
 * and steps that make class scores of the layer's output.
 */
final class FloatLayerNetwork {

    /** The layer's node. */
    static final String LAYER = "layer";

    private static final String FEED = "feed";
    private static final String RESIDUAL = "residual";
    private static final Activation RELU = new Activation(MapPrecision.FLOAT32);

    private FloatLayerNetwork() {}

    /**
     * A network for a shape.
     *
     * @throws IllegalArgumentException if float networks have no such layer
     */
    static NetworkSpec around(LayerShape shape) {
        LayerGeometry geometry = shape.geometry();
        boolean floats = geometry.kind().channelwise()
                ? geometry.input() == MapKind.FLOATS
                : geometry.weightBits() == Float.SIZE;
        if (!floats) {
            throw new IllegalArgumentException("Invalid layer to measure: " + shape
                    + " (must have 32-bit weights and maps; measure it with the packed runtime)");
        }
        boolean pixels = geometry.input() == MapKind.PIXELS;
        Shape image = new Shape(pixels ? shape.inputs() : 1, geometry.height(), geometry.width());
        NetworkBuilder network = new NetworkBuilder("layer", image);
        if (geometry.residual() != Residual.NONE) {
            product(network, RESIDUAL, shape).from(NetworkSpec.INPUT);
        }
        if (!pixels) {
            network.then(FEED, new Conv2d(shape.inputs(), 1, 1, 0, false, WeightPrecision.FLOAT32))
                    .then(FEED + "-relu", RELU);
        }
        return layer(network, shape)
                .then("scores", new Linear(1, true, WeightPrecision.FLOAT32))
                .build();
    }

    private static NetworkBuilder layer(NetworkBuilder network, LayerShape shape) {
        LayerGeometry geometry = shape.geometry();
        switch (geometry.kind()) {
            case MAX_POOL -> network.then(LAYER, new MaxPool(geometry.kernel(), geometry.stride(), geometry.padding()));
            case GLOBAL_AVERAGE -> {
                return network.then(LAYER, new GlobalAveragePool());
            }
            case CONVOLUTION, LINEAR -> {
                product(network, LAYER, shape).then("norm", BatchNorm.STANDARD);
                if (geometry.residual() != Residual.NONE) {
                    network.add("sum", RESIDUAL);
                }
                network.then("relu", RELU);
            }
        }
        return geometry.kind() == LayerKind.LINEAR ? network : network.then("average", new GlobalAveragePool());
    }

    private static NetworkBuilder product(NetworkBuilder network, String name, LayerShape shape) {
        LayerGeometry geometry = shape.geometry();
        if (geometry.kind() == LayerKind.LINEAR) {
            return network.then(name + "-flatten", new Flatten())
                    .then(name, new Linear(shape.outputs(), false, WeightPrecision.FLOAT32));
        }
        Conv2d convolution = new Conv2d(
                shape.outputs(),
                geometry.kernel(),
                geometry.stride(),
                geometry.padding(),
                false,
                WeightPrecision.FLOAT32);
        return network.then(name, convolution);
    }
}
