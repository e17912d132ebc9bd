package org.bitadapt.quant.onnx.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.Node;
import org.bitadapt.quant.engine.contract.EngineOptions.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that torch.onnx exported give the scores that PyTorch gave. */
class TorchImportTest {

    /** A few roundings of float32 by layer; a wrong padding, order or epsilon makes thousands of times more. */
    private static final double TOLERANCE = 1e-5;

    static Stream<String> names() {
        return TorchNetwork.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void scoresAreThoseOfPyTorch(String name) {
        TorchNetwork torch = TorchNetwork.named(name);
        ImportedNetwork imported = torch.imported();
        assertThat(imported.spec().input()).isEqualTo(torch.shape());
        Scores.assertClose(Scores.of(imported, torch.pixels(), Kind.REFERENCE), torch.scores(), TOLERANCE);
        Scores.assertClose(Scores.of(imported, torch.pixels(), Kind.AUTO), torch.scores(), TOLERANCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"residual-folded", "residual"})
    void layersHaveTheNamesOfTheirModules(String name) {
        assertThat(TorchNetwork.named(name).imported().spec().nodes().stream()
                        .filter(node -> node.layer() instanceof LayerSpec.Weighted)
                        .map(Node::name))
                .containsExactly(
                        "conv1",
                        "layer1.0.conv1",
                        "layer1.0.conv2",
                        "layer1.1.conv1",
                        "layer1.1.conv2",
                        "layer2.0.conv1",
                        "layer2.0.conv2",
                        "layer2.0.downsample.0",
                        "fc");
    }

    @Test
    void batchNormsThatTheExporterFoldedAreCounted() {
        assertThat(TorchNetwork.named("residual-folded").imported().restored()).hasSize(8);
        assertThat(TorchNetwork.named("residual").imported().restored()).isEmpty();
        assertThat(TorchNetwork.named("residual").imported().kept()).isEqualTo(8);
        assertThat(TorchNetwork.named("alexnet").imported().restored()).hasSize(5);
        assertThat(TorchNetwork.named("plain").imported().restored()).containsExactly("conv1.norm");
    }

    @Test
    void dropoutIsKeptWhereTheFileHasIt() {
        List<LayerSpec> layers = TorchNetwork.named("alexnet-dropout").imported().spec().nodes().stream()
                .map(Node::layer)
                .toList();
        assertThat(layers).contains(new LayerSpec.Dropout(0.4), new LayerSpec.Dropout(0.3));
    }
}
