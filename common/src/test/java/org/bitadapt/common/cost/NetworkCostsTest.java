package org.bitadapt.common.cost;

import static org.assertj.core.api.Assertions.assertThat;

import org.bitadapt.common.family.Networks;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.NetworkBuilder;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkCostsTest {

    /**
     * Numbers of parameters for ImageNet are torchvision's documented ones; for CIFAR the papers' reference code counts
     * them.
     */
    @ParameterizedTest
    @CsvSource({
        "alexnet, 10, 57044810",
        "alexnet, 1000, 61100840",
        "resnet18-224, 1000, 11689512",
        "resnet34-224, 1000, 21797672",
        "resnet50-224, 1000, 25557032",
        "resnet101-224, 1000, 44549160",
        "resnet18, 10, 11173962",
        "resnet34, 10, 21282122",
        "resnet50, 10, 23520842",
        "resnet101, 10, 42512970",
        "resnet20, 10, 272474",
        "resnet32, 10, 466906",
        "resnet44, 10, 661338",
        "resnet56, 10, 855770"
    })
    void parametersAreThePublishedOnes(String name, int classes, long parameters) {
        assertThat(NetworkCosts.of(Networks.named(name, classes)).parameters()).isEqualTo(parameters);
    }

    @ParameterizedTest
    @CsvSource({
        "alexnet, 1000, 714188480",
        "resnet18-224, 1000, 1814073344",
        "resnet50-224, 1000, 4089184256",
        "resnet101-224, 1000, 7801405440",
        "resnet18, 10, 555422720",
        "resnet20, 10, 40813184"
    })
    void multiplyAccumulatesAreThePublishedOnes(String name, int classes, long macs) {
        assertThat(NetworkCosts.of(Networks.named(name, classes)).macs()).isEqualTo(macs);
    }

    @Test
    void alexNetForCifarIsSmall() {
        NetworkCosts costs = NetworkCosts.of(Networks.named("alexnet-cifar", 10));
        assertThat(costs.macs()).isEqualTo(43_837_440);
        assertThat(costs.weights()).isEqualTo(4_357_824);
    }

    @Test
    void layersAreCountedByHand() {
        NetworkSpec network = new NetworkBuilder("tiny", new Shape(3, 8, 8))
                .then("conv", new LayerSpec.Conv2d(5, 3, 2, 1, false, WeightPrecision.BINARY))
                .then("bn", LayerSpec.BatchNorm.STANDARD)
                .then("relu", new LayerSpec.Activation(MapPrecision.UINT8))
                .then("pool", new LayerSpec.MaxPool(2, 2, 0))
                .then("flatten", new LayerSpec.Flatten())
                .then("dropout", new LayerSpec.Dropout(0.5))
                .then("fc", new LayerSpec.Linear(10, true, WeightPrecision.INT8))
                .build();
        NetworkCosts costs = NetworkCosts.of(network);
        // 3 * 9 * 5 = 135 weights on 4 * 4 pixels; 17 bytes of bits and 5 * 8 of constants.
        // 5 * 2 * 2 * 10 = 200 weights; 200 bytes and 10 * 8 of constants.
        assertThat(costs.layers())
                .containsExactly(
                        new LayerCost(
                                "conv",
                                LayerCost.Kind.CONVOLUTION,
                                new Shape(5, 4, 4),
                                135 * 16,
                                135,
                                135 + 10,
                                1,
                                4 * (135 + 20),
                                17 + 40),
                        new LayerCost("pool", LayerCost.Kind.MAX_POOL, new Shape(5, 2, 2), 0, 0, 0, 0, 0, 0),
                        new LayerCost("dropout", LayerCost.Kind.DROPOUT, new Shape(5, 2, 2), 0, 0, 0, 0, 0, 0),
                        new LayerCost(
                                "fc", LayerCost.Kind.LINEAR, Shape.vector(10), 200, 200, 210, 8, 4 * 210, 200 + 80));
        assertThat(costs.network()).isEqualTo("tiny");
        assertThat(costs.macs()).isEqualTo(2360);
        assertThat(costs.weights()).isEqualTo(335);
        assertThat(costs.parameters()).isEqualTo(355);
        assertThat(costs.floatBytes()).isEqualTo(1460);
        assertThat(costs.packedBytes()).isEqualTo(337);
    }

    @Test
    void largeBinaryNetworkIsOneThirtiethOfTheFloatOne() {
        PrecisionPolicy allBinary = PrecisionPolicy.BINARY.withEnds(WeightPrecision.BINARY);
        NetworkCosts costs = NetworkCosts.of(allBinary.apply(Networks.named("resnet18", 10)));
        assertThat((double) costs.floatBytes() / costs.packedBytes()).isBetween(30.0, 32.0);
        assertThat(costs.layers().get(costs.layers().size() - 2).kind()).isEqualTo(LayerCost.Kind.GLOBAL_AVERAGE);
    }
}
