package org.bitadapt.common.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.lowering.FeatureMap.Kind;
import org.bitadapt.common.lowering.Step.Product;
import org.bitadapt.common.lowering.Step.Window;
import org.bitadapt.common.network.LayerSpec.Activation;
import org.bitadapt.common.network.LayerSpec.BatchNorm;
import org.bitadapt.common.network.LayerSpec.Conv2d;
import org.bitadapt.common.network.LayerSpec.Dropout;
import org.bitadapt.common.network.LayerSpec.Flatten;
import org.bitadapt.common.network.LayerSpec.GlobalAveragePool;
import org.bitadapt.common.network.LayerSpec.Linear;
import org.bitadapt.common.network.LayerSpec.MaxPool;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.NetworkBuilder;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LoweredNetworkTest {

    private static final Activation RELU = new Activation(MapPrecision.FLOAT32);
    private static final Activation CODES = new Activation(MapPrecision.UINT8);

    static List<String> names() {
        return Networks.names();
    }

    private static LoweredNetwork binary(String name) {
        return LoweredNetwork.of(PrecisionPolicy.BINARY.apply(Networks.named(name, 10)));
    }

    private static Product product(LoweredNetwork network, String name) {
        return network.products().stream()
                .filter(product -> product.name().equals(name))
                .findFirst()
                .orElseThrow(NoSuchElementException::new);
    }

    private static NetworkBuilder network() {
        return new NetworkBuilder("odd", new Shape(4, 4, 4));
    }

    private static Conv2d convolution(WeightPrecision weights) {
        return new Conv2d(4, 1, 1, 0, true, weights);
    }

    private static Conv2d convolution() {
        return convolution(WeightPrecision.FLOAT32);
    }

    private static Linear linear() {
        return new Linear(3, true, WeightPrecision.FLOAT32);
    }

    /** One a weighted layer, pooling and dropout; everything else is fused. */
    @ParameterizedTest
    @CsvSource({
        "resnet20, 23",
        "resnet18, 22",
        "resnet18-224, 23",
        "resnet50, 55",
        "resnet101-224, 107",
        "alexnet, 13",
        "alexnet-cifar, 13"
    })
    void familiesHaveTheirNumberOfSteps(String name, int steps) {
        assertThat(binary(name).steps()).hasSize(steps);
    }

    @ParameterizedTest
    @MethodSource("names")
    void stepsReadMapsThatAreThereAndWriteTheNextOne(String name) {
        LoweredNetwork network = binary(name);
        assertThat(network.maps()).hasSize(network.steps().size() + 1);
        assertThat(network.maps().get(0).kind()).isEqualTo(Kind.PIXELS);
        for (int i = 0; i < network.steps().size(); i++) {
            Step step = network.steps().get(i);
            assertThat(step.output()).isSameAs(network.maps().get(i + 1));
            assertThat(step.output().index()).isEqualTo(i + 1);
            assertThat(step.input().index()).isLessThanOrEqualTo(i);
        }
        assertThat(network.output().shape()).isEqualTo(Shape.vector(10));
        assertThat(network.output().kind()).isEqualTo(Kind.FLOATS);
    }

    @ParameterizedTest
    @MethodSource("names")
    void mapsHaveTheShapesOfTheirNodes(String name) {
        LoweredNetwork network = binary(name);
        assertThat(network.steps())
                .filteredOn(step -> !(step instanceof Step.Drop))
                .allSatisfy(step -> assertThat(step.output().shape())
                        .isEqualTo(network.spec().shapes().get(step.output().node())));
    }

    @Test
    void identityResidualIsCodes() {
        Product product = product(binary("resnet20"), "layer1.0.conv2");
        assertThat(product.residual()).map(FeatureMap::node).contains("relu1");
        assertThat(product.residual()).map(FeatureMap::kind).contains(Kind.CODES);
        assertThat(product.batchNorm()).map(Step.NamedLayer::name).contains("layer1.0.bn2");
        assertThat(product.activation()).map(Step.NamedLayer::name).contains("layer1.0.relu2");
        assertThat(product.output().kind()).isEqualTo(Kind.CODES);
    }

    @Test
    void projectedResidualIsFloats() {
        LoweredNetwork network = binary("resnet20");
        Product projection = product(network, "layer2.0.downsample.conv");
        assertThat(projection.output().kind()).isEqualTo(Kind.FLOATS);
        assertThat(projection.activation()).isEmpty();
        assertThat(product(network, "layer2.0.conv2").residual()).containsSame(projection.output());
    }

    @Test
    void sumBelongsToTheBranchThatComesLater() {
        LoweredNetwork network = LoweredNetwork.of(network()
                .then("stem", convolution())
                .then("relu", RELU)
                .then("body", convolution())
                .from("relu")
                .then("shortcut", convolution())
                .add("sum", "body")
                .then("mean", new GlobalAveragePool())
                .then("fc", linear())
                .build());
        assertThat(product(network, "body").output().node()).isEqualTo("body");
        assertThat(product(network, "body").residual()).isEmpty();
        assertThat(product(network, "shortcut").output().node()).isEqualTo("sum");
        assertThat(product(network, "shortcut").residual())
                .containsSame(product(network, "body").output());
    }

    @Test
    void mapThatIsReadTwiceEndsItsStep() {
        LoweredNetwork network = LoweredNetwork.of(network()
                .then("stem", convolution())
                .then("body", convolution())
                .add("sum", "stem")
                .then("mean", new GlobalAveragePool())
                .then("fc", linear())
                .build());
        assertThat(product(network, "stem").output().node()).isEqualTo("stem");
        assertThat(product(network, "body").residual())
                .containsSame(product(network, "stem").output());
    }

    @Test
    void linearLayerIsAConvolutionAsLargeAsItsMap() {
        Product product = product(binary("alexnet"), "fc6");
        assertThat(product.window()).isEqualTo(new Window(6, 6, 1, 0));
        assertThat(product.input().shape()).hasToString("256x6x6");
        assertThat(product.weightsPerOutput()).isEqualTo(9216);
        assertThat(product.weightCount()).isEqualTo(9216L * 4096);
        assertThat(product.macs()).isEqualTo(product.weightCount());
    }

    @Test
    void convolutionCountsItsMultiplications() {
        Product product = product(binary("alexnet"), "conv1");
        assertThat(product.window()).isEqualTo(new Window(11, 11, 4, 2));
        assertThat(product.macs()).isEqualTo(11L * 11 * 3 * 64 * 55 * 55);
    }

    @Test
    void meanOfCodesIsExactAndMeanOfFloatsIsFloats() {
        assertThat(mean(binary("resnet8"))).isEqualTo(Kind.MEAN_CODES);
        assertThat(mean(LoweredNetwork.of(Networks.named("resnet8", 10)))).isEqualTo(Kind.FLOATS);
    }

    private static Kind mean(LoweredNetwork network) {
        Step step = network.steps().get(network.steps().size() - 2);
        assertThat(step).isInstanceOf(Step.GlobalAverage.class);
        return step.output().kind();
    }

    @Test
    void floatNetworkHasFloatMapsOnly() {
        List<FeatureMap> maps =
                LoweredNetwork.of(Networks.named("resnet20", 10)).maps();
        assertThat(maps.subList(1, maps.size())).map(FeatureMap::kind).containsOnly(Kind.FLOATS);
    }

    @Test
    void dropoutAndPoolingKeepTheKindOfTheirMaps() {
        assertThat(binary("alexnet-cifar").steps())
                .filteredOn(step -> !(step instanceof Product))
                .hasSize(5)
                .allSatisfy(step -> assertThat(step.output().kind()).isEqualTo(Kind.CODES));
    }

    @Test
    void linearLayerNeedsNeitherBatchNormNorActivation() {
        Product product = product(binary("resnet8"), "fc");
        assertThat(product.batchNorm()).isEqualTo(Optional.empty());
        assertThat(product.activation()).isEqualTo(Optional.empty());
        assertThat(product.residual()).isEqualTo(Optional.empty());
        assertThat(product.input().kind()).isEqualTo(Kind.MEAN_CODES);
    }

    @Test
    void layersWithoutAProductBeforeThemAreRefused() {
        refuses(
                network().then("relu", RELU).then("mean", new GlobalAveragePool()),
                "relu does not follow a convolution or linear layer of its own");
        refuses(
                network()
                        .then("conv", convolution())
                        .then("relu", RELU)
                        .then("bn", BatchNorm.STANDARD)
                        .then("mean", new GlobalAveragePool()),
                "bn does not follow a convolution or linear layer of its own");
        refuses(
                network().then("conv", convolution()).add("twice", "conv").then("mean", new GlobalAveragePool()),
                "twice does not follow a convolution or linear layer of its own");
    }

    @Test
    void quantizedWeightsAndFloatMapsDoNotMix() {
        refuses(
                network()
                        .then("conv1", convolution())
                        .then("relu", RELU)
                        .then("conv2", convolution(WeightPrecision.BINARY))
                        .then("mean", new GlobalAveragePool()),
                "conv2 has BINARY weights over FLOAT32 maps (must be FLOAT32 over FLOAT32, or BINARY or INT8 over UINT8)");
        refuses(
                network()
                        .then("conv1", convolution(WeightPrecision.INT8))
                        .then("relu", CODES)
                        .then("conv2", convolution())
                        .then("mean", new GlobalAveragePool()),
                "conv2 has FLOAT32 weights over 8-bit maps (must be FLOAT32 over FLOAT32, or BINARY or INT8 over UINT8)");
    }

    @Test
    void flattenedMapIsReadByLinearLayersAndDropoutOnly() {
        NetworkSpec dropped = network()
                .then("conv", convolution())
                .then("flatten", new Flatten())
                .then("dropout", new Dropout(0.5))
                .then("fc", linear())
                .build();
        assertThat(product(LoweredNetwork.of(dropped), "fc").weightsPerOutput()).isEqualTo(64);
        String why = " reads a flattened map (must be read by a linear layer or dropout)";
        refuses(
                network()
                        .then("conv", convolution())
                        .then("flatten", new Flatten())
                        .then("conv2", convolution()),
                "conv2" + why);
        refuses(
                network()
                        .then("conv", convolution())
                        .then("flatten", new Flatten())
                        .then("mean", new GlobalAveragePool()),
                "mean" + why);
        refuses(
                network()
                        .then("conv", convolution())
                        .then("flatten", new Flatten())
                        .then("pool", new MaxPool(1, 1, 0)),
                "pool" + why);
        refuses(
                network()
                        .then("conv", convolution())
                        .then("flatten", new Flatten())
                        .then("fc", new Linear(64, true, WeightPrecision.FLOAT32))
                        .add("sum", "flatten"),
                "sum adds a flattened map (must be read by a linear layer or dropout)");
    }

    @Test
    void flattenOfAVectorChangesNothing() {
        LoweredNetwork network = LoweredNetwork.of(network()
                .then("pool", new MaxPool(4, 4, 0))
                .then("flatten", new Flatten())
                .then("conv", convolution())
                .build());
        assertThat(network.output().shape()).isEqualTo(Shape.vector(4));
    }

    @Test
    void imageIsNeitherAddedNorAveraged() {
        refuses(
                network()
                        .then("conv", convolution())
                        .add("sum", NetworkSpec.INPUT)
                        .then("mean", new GlobalAveragePool()),
                "sum adds PIXELS (must be the output of a convolution, linear layer, activation or pooling of one)");
        refuses(
                network().then("mean", new GlobalAveragePool()).then("fc", linear()),
                "mean averages the image (must follow a convolution or linear layer)");
    }

    private static void refuses(NetworkBuilder network, String why) {
        NetworkSpec spec = network.build();
        assertThatThrownBy(() -> LoweredNetwork.of(spec))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Unsupported network odd: node " + why);
    }
}
