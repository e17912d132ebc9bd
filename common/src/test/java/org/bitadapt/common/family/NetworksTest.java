package org.bitadapt.common.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bitadapt.common.cost.LayerCost;
import org.bitadapt.common.cost.NetworkCosts;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.LayerSpec.Activation;
import org.bitadapt.common.network.LayerSpec.Weighted;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.NetworkBuilder;
import org.bitadapt.common.network.NetworkJson;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Node;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NetworksTest {

    @TempDir
    private Path folder;

    static List<String> names() {
        return Networks.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyNameGivesAFloatNetworkOfThatName(String name) {
        NetworkSpec network = Networks.named(name, 7);
        assertThat(network.name()).isEqualTo(name);
        assertThat(network.classes()).isEqualTo(7);
        assertThat(network.nodes()).map(Node::layer).allSatisfy(layer -> {
            if (layer instanceof Weighted weighted) {
                assertThat(weighted.weights()).isEqualTo(WeightPrecision.FLOAT32);
            }
            if (layer instanceof Activation activation) {
                assertThat(activation.map()).isEqualTo(MapPrecision.FLOAT32);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyNetworkCanBeFusedAsFloatAndAsBinary(String name) {
        NetworkSpec network = Networks.named(name, 10);
        int weighted = network.weighted().size();
        assertThat(LoweredNetwork.of(network).products()).hasSize(weighted);
        assertThat(LoweredNetwork.of(PrecisionPolicy.BINARY.apply(network)).products())
                .hasSize(weighted);
    }

    @ParameterizedTest
    @CsvSource({
        "resnet8, 10, 64x8x8",
        "resnet20, 22, 64x8x8",
        "resnet32, 34, 64x8x8",
        "resnet44, 46, 64x8x8",
        "resnet56, 58, 64x8x8",
        "resnet18, 21, 512x4x4",
        "resnet34, 37, 512x4x4",
        "resnet50, 54, 2048x4x4",
        "resnet101, 105, 2048x4x4",
        "resnet18-224, 21, 512x7x7",
        "resnet34-224, 37, 512x7x7",
        "resnet50-224, 54, 2048x7x7",
        "resnet101-224, 105, 2048x7x7",
        "alexnet, 8, 256x6x6",
        "alexnet-cifar, 8, 256x2x2"
    })
    void depthAndLastMapAreThePublishedOnes(String name, int weighted, String lastMap) {
        NetworkSpec network = Networks.named(name, 10);
        assertThat(network.weighted()).hasSize(weighted);
        Node vector = network.nodes().stream()
                .filter(node -> node.layer() instanceof LayerSpec.GlobalAveragePool
                        || node.layer() instanceof LayerSpec.Flatten)
                .findFirst()
                .orElseThrow();
        assertThat(network.shapes().get(vector.input())).hasToString(lastMap);
    }

    @Test
    void blocksAreNamedAsTorchvisionNamesThem() {
        assertThat(Networks.named("resnet8", 10).nodes())
                .map(Node::name)
                .startsWith("conv1", "bn1", "relu1", "layer1.0.conv1", "layer1.0.bn1", "layer1.0.relu1")
                .containsSubsequence(
                        "layer2.0.conv1",
                        "layer2.0.bn1",
                        "layer2.0.relu1",
                        "layer2.0.downsample.conv",
                        "layer2.0.downsample.bn",
                        "layer2.0.conv2",
                        "layer2.0.bn2",
                        "layer2.0.add",
                        "layer2.0.relu2")
                .doesNotContain("layer1.0.downsample.conv")
                .endsWith("avgpool", "fc");
    }

    @Test
    void bottleneckHasItsStrideOnTheMiddleConvolution() {
        NetworkSpec network = Networks.named("resnet50-224", 1000);
        Map<String, Shape> shapes = network.shapes();
        assertThat(shapes.get("layer1.0.downsample.bn")).hasToString("256x56x56");
        assertThat(shapes.get("layer2.0.conv1")).hasToString("128x56x56");
        assertThat(shapes.get("layer2.0.conv2")).hasToString("128x28x28");
        assertThat(shapes.get("layer2.0.relu3")).hasToString("512x28x28");
    }

    @Test
    void smallStemTakesLargerCrops() {
        NetworkSpec network = Networks.named("resnet18", 7, new Shape(1, 64, 64));
        assertThat(network.input()).hasToString("1x64x64");
        assertThat(network.shapes().get("layer4.1.relu2")).hasToString("512x8x8");
    }

    @Test
    void imageThatIsTooSmallIsRefused() {
        assertThatThrownBy(() -> Networks.named("alexnet", 10, new Shape(3, 32, 32)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid network alexnet, node pool5: kernel 3 does not fit an input of 1 with padding 0");
    }

    @Test
    void unknownNameIsAnsweredWithTheNames() {
        assertThatThrownBy(() -> Networks.named("resnet-18", 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid network: resnet-18 (must be one of resnet8, resnet20, ")
                .hasMessageContaining("or the path of a .json file)")
                .hasMessageEndingWith("; did you mean 'resnet18'?");
    }

    @Test
    void readsAFile() throws IOException {
        NetworkSpec network = Networks.named("resnet8", 10);
        String path = write(network);
        assertThat(Networks.named(path, 10)).isEqualTo(network);
        assertThat(Networks.named(path, 10, network.input())).isEqualTo(network);
    }

    @Test
    void refusesAFileForOtherClassesOrImages() throws IOException {
        String path = write(Networks.named("resnet8", 10));
        assertThatThrownBy(() -> Networks.named(path, 7))
                .hasMessage("Invalid network file: " + path
                        + " gives 10 classes (must be 7: change the outputs of node fc)");
        assertThatThrownBy(() -> Networks.named(path, 10, new Shape(3, 64, 64)))
                .hasMessage("Invalid network file: " + path
                        + " reads images of 3x32x32 (must be 3x64x64, as the data set)");
    }

    private String write(NetworkSpec network) throws IOException {
        return Files.writeString(folder.resolve("network.json"), NetworkJson.write(network))
                .toString();
    }

    @Test
    void thePublishedAlexNetHasTheWeightsAndMacsOfItsPapers() {
        NetworkSpec alexNet = PublishedCosts.named(PublishedCosts.ALEXNET, PublishedCosts.CLASSES)
                .orElseThrow()
                .network();
        // Krizhevsky 2012: 60 million parameters. JSSC 2017, table V: filters of 34.8 k, 307.2 k, 884.7 k, 663.6 k,
        // 442.4 k.
        NetworkCosts costs = NetworkCosts.of(alexNet);
        assertThat(costs.parameters()).isEqualTo(60_965_224);
        assertThat(costs.layers().stream()
                        .filter(layer -> layer.name().startsWith("conv"))
                        .map(LayerCost::weights))
                .containsExactly(34_848L, 307_200L, 884_736L, 663_552L, 442_368L);
        assertThat(costs.layers().stream()
                        .filter(layer -> layer.name().startsWith("conv"))
                        .map(LayerCost::macs))
                .containsExactly(105_415_200L, 223_948_800L, 149_520_384L, 112_140_288L, 74_760_192L);
        assertThat(PublishedCosts.named("alexnet", 1000)).isEmpty();
    }

    @Test
    void groupsMustDivideTheChannels() {
        NetworkBuilder network = new NetworkBuilder("odd", new Shape(3, 4, 4))
                .then("conv", new LayerSpec.Conv2d(4, 3, 1, 1, 2, true, WeightPrecision.FLOAT32))
                .then("mean", new LayerSpec.GlobalAveragePool());
        assertThatThrownBy(network::build)
                .hasMessage("Invalid network odd, node conv: 2 groups of 3 channels (must divide the channels)");
    }
}
