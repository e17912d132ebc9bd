package org.bitadapt.common.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.NetworkBuilder;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;
import org.junit.jupiter.api.Test;

class LoweringTest {

    private static final LayerSpec FLATTEN = new LayerSpec.Flatten();

    @Test
    void aLinearLayerReadsAFlattenedMapAsAWindowOfItsSize() {
        LoweredNetwork network =
                LoweredNetwork.of(flattened().then("fc", linear(3)).build());
        Step.Product product = network.products().get(1);
        assertThat(product.window()).isEqualTo(new Step.Window(2, 2, 1, 0));
        assertThat(product.input().shape()).isEqualTo(new Shape(2, 2, 2));
    }

    @Test
    void dropoutMayComeBetween() {
        LoweredNetwork network = LoweredNetwork.of(flattened()
                .then("drop", new LayerSpec.Dropout(0.5))
                .then("again", FLATTEN)
                .then("fc", linear(3))
                .build());
        assertThat(network.products().get(1).window()).isEqualTo(new Step.Window(2, 2, 1, 0));
    }

    @Test
    void nothingElseReadsAFlattenedMap() {
        assertRefused(flattened().then("mean", new LayerSpec.GlobalAveragePool()), "mean");
        assertRefused(flattened().then("pool", new LayerSpec.MaxPool(1, 1, 0)), "pool");
        assertRefused(flattened().then("conv2", convolution(3)), "conv2");
        assertRefused(
                flattened()
                        .then("drop", new LayerSpec.Dropout(0.5))
                        .then("hidden", linear(8))
                        .add("sum", "drop"),
                "sum");
        assertRefused(flattened().then("hidden", linear(8)).add("sum", "flat"), "sum");
    }

    @Test
    void aFlattenedMapIsNoScores() {
        assertThatThrownBy(() -> LoweredNetwork.of(flattened().build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Unsupported network net: node flat gives scores from a flattened map"
                        + " (must be read by a linear layer, or dropout before one)");
        assertThatThrownBy(() -> LoweredNetwork.of(
                        flattened().then("drop", new LayerSpec.Dropout(0.5)).build()))
                .hasMessageContaining("node drop gives scores from a flattened map");
    }

    @Test
    void aVectorIsTheSameFlattened() {
        NetworkSpec network = new NetworkBuilder("net", new Shape(2, 4, 4))
                .then("conv", convolution(2))
                .then("mean", new LayerSpec.GlobalAveragePool())
                .then("flat", FLATTEN)
                .then("conv2", convolution(3))
                .then("out", FLATTEN)
                .build();
        assertThat(LoweredNetwork.of(network).output().shape()).isEqualTo(Shape.vector(3));
    }

    private static void assertRefused(NetworkBuilder network, String node) {
        NetworkSpec spec = network.build();
        assertThatThrownBy(() -> LoweredNetwork.of(spec))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Unsupported network net: node " + node
                        + " reads a flattened map (must be a linear layer, or dropout before one)");
    }

    /** A network that flattens two channels of 2 x 2 pixels to a vector of 8. */
    private static NetworkBuilder flattened() {
        return new NetworkBuilder("net", new Shape(2, 4, 4))
                .then("conv", new LayerSpec.Conv2d(2, 2, 2, 0, true, WeightPrecision.FLOAT32))
                .then("flat", FLATTEN);
    }

    private static LayerSpec convolution(int outputs) {
        return new LayerSpec.Conv2d(outputs, 1, 1, 0, true, WeightPrecision.FLOAT32);
    }

    private static LayerSpec linear(int outputs) {
        return new LayerSpec.Linear(outputs, true, WeightPrecision.FLOAT32);
    }
}
