package org.bitadapt.common.lowering;

import java.util.Optional;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.Shape;

/** An operation of a {@link LoweredNetwork}. */
public sealed interface Step {

    /** The network node after which the step is called: its weighted layer, pooling or dropout. */
    String name();

    /** The feature map that the step reads. */
    FeatureMap input();

    /** The feature map that the step writes. */
    FeatureMap output();

    /**
     * A convolution or linear layer with what follows it:
     * {@code output = activation(batchNorm(weights * input + bias) + residual)}.
     *
     * <p>A linear layer is a convolution whose kernel is as large as its input, without padding.
     *
     * @param name the weighted node
     * @param layer the specification of the weighted layer
     * @param window kernel, stride and padding
     * @param batchNorm the batch norm behind it
     * @param residual what is added before the activation: codes, or the floats of a projection
     * @param activation the activation behind it; without one the output is {@link FeatureMap.Kind#FLOATS}
     */
    record Product(
            String name,
            LayerSpec.Weighted layer,
            Window window,
            FeatureMap input,
            Optional<NamedLayer<LayerSpec.BatchNorm>> batchNorm,
            Optional<FeatureMap> residual,
            Optional<NamedLayer<LayerSpec.Activation>> activation,
            FeatureMap output)
            implements Step {

        /** The groups of a grouped convolution; 1 for all other layers. */
        public int groups() {
            return layer instanceof LayerSpec.Conv2d convolution ? convolution.groups() : 1;
        }

        /** Weights of one output: input channels of its group x kernel height x kernel width. */
        public int weightsPerOutput() {
            return input.shape().channels() / groups() * window.height() * window.width();
        }

        /** All weights, without bias. */
        public long weightCount() {
            return (long) weightsPerOutput() * layer.outputs();
        }

        /** Multiply-accumulates for one image. */
        public long macs() {
            Shape out = output.shape();
            return weightCount() * out.height() * out.width();
        }
    }

    /** Maximum pooling. */
    record MaxPool(String name, Window window, FeatureMap input, FeatureMap output) implements Step {}

    /** The mean over height and width. */
    record GlobalAverage(String name, FeatureMap input, FeatureMap output) implements Step {}

    /** Dropout; the identity in evaluation. */
    record Drop(String name, double rate, FeatureMap input, FeatureMap output) implements Step {}

    /**
     * The geometry of a sliding window, in pixels; stride and padding hold for both directions.
     */
    record Window(int height, int width, int stride, int padding) {}

    /** A layer with the name of its node. */
    record NamedLayer<T extends LayerSpec>(String name, T layer) {}
}
