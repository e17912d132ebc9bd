package org.bitadapt.common.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bitadapt.common.family.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkJsonTest {

    private static final String TINY = """
            {
              "name": "tiny",
              "input": {"channels":3,"height":8,"width":8},
              "nodes": [
                {"name":"conv1","inputs":["input"],"type":"conv2d","outputs":4,"kernel":3,"stride":1,"padding":1,"bias":false,"weights":"int8"},
                {"name":"bn1","inputs":["conv1"],"type":"batch-norm","epsilon":1.0E-5,"momentum":0.9},
                {"name":"relu1","inputs":["bn1"],"type":"relu","map":"uint8"},
                {"name":"conv2","inputs":["relu1"],"type":"conv2d","outputs":4,"kernel":1,"stride":1,"padding":0,"bias":true,"weights":"binary"},
                {"name":"add","inputs":["conv2","relu1"],"type":"add"},
                {"name":"relu2","inputs":["add"],"type":"relu","map":"uint8"},
                {"name":"pool","inputs":["relu2"],"type":"max-pool","kernel":2,"stride":2,"padding":0},
                {"name":"mean","inputs":["pool"],"type":"global-average-pool"},
                {"name":"flatten","inputs":["mean"],"type":"flatten"},
                {"name":"dropout","inputs":["flatten"],"type":"dropout","rate":0.5},
                {"name":"fc","inputs":["dropout"],"type":"linear","outputs":10,"bias":true,"weights":"int8"}
              ]
            }
            """;

    @TempDir
    private Path folder;

    static List<String> names() {
        return Networks.names();
    }

    private static NetworkSpec tiny() {
        return new NetworkBuilder("tiny", new Shape(3, 8, 8))
                .then("conv1", new LayerSpec.Conv2d(4, 3, 1, 1, false, WeightPrecision.INT8))
                .then("bn1", LayerSpec.BatchNorm.STANDARD)
                .then("relu1", new LayerSpec.Activation(MapPrecision.UINT8))
                .then("conv2", new LayerSpec.Conv2d(4, 1, 1, 0, true, WeightPrecision.BINARY))
                .add("add", "relu1")
                .then("relu2", new LayerSpec.Activation(MapPrecision.UINT8))
                .then("pool", new LayerSpec.MaxPool(2, 2, 0))
                .then("mean", new LayerSpec.GlobalAveragePool())
                .then("flatten", new LayerSpec.Flatten())
                .then("dropout", new LayerSpec.Dropout(0.5))
                .then("fc", new LayerSpec.Linear(10, true, WeightPrecision.INT8))
                .build();
    }

    @Test
    void theNetworkHasEveryLayerType() {
        assertThat(tiny().nodes().stream().<Class<?>>map(node -> node.layer().getClass()))
                .containsAll(records(LayerSpec.class).toList());
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(NetworkJsonTest::records)
                : Stream.of(type);
    }

    @Test
    void writesOneLineANodeWithEveryLayerType() {
        assertThat(NetworkJson.write(tiny())).isEqualTo(TINY);
    }

    @Test
    void readsEveryLayerType() {
        assertThat(NetworkJson.read(TINY)).isEqualTo(tiny());
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyFamilySurvivesTheRoundTrip(String name) {
        NetworkSpec network = PrecisionPolicy.BINARY.apply(Networks.named(name, 10));
        assertThat(NetworkJson.read(NetworkJson.write(network))).isEqualTo(network);
    }

    @Test
    void groupsAreWrittenWhereThereAreSome() {
        assertThat(NetworkJson.write(tiny())).doesNotContain("groups");
        String grouped = TINY.replace("\"kernel\":1,", "\"kernel\":1,\"groups\":4,");
        NetworkSpec network = NetworkJson.read(grouped);
        assertThat(((LayerSpec.Conv2d) network.node("conv2").layer()).groups()).isEqualTo(4);
        assertThat(NetworkJson.read(NetworkJson.write(network))).isEqualTo(network);
    }

    @Test
    void namesAreEscaped() {
        NetworkSpec network = tiny().renamed(name -> "\"ti\\ny\" é\n%s");
        assertThat(NetworkJson.read(NetworkJson.write(network))).isEqualTo(network);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"type\":\"max-pool\" | \"type\":\"maxpool\" | Invalid type: \"maxpool\" (must be one of conv2d, linear, "
                        + "batch-norm, relu, add, max-pool, global-average-pool, flatten, dropout); did you mean "
                        + "'max-pool'?, node pool",
                "\"rate\":0.5 | \"rat\":0.5 | Invalid key: 'rat' (must be one of name, inputs, type, rate); "
                        + "did you mean 'rate'?, node dropout",
                ",\"rate\":0.5 | '' | Missing key: 'rate', node dropout",
                "\"type\":\"flatten\" | \"kind\":1 | Missing key: 'type', node flatten",
                "\"weights\":\"binary\" | \"weights\":\"binry\" | Invalid weights: \"binry\" (must be one of float32, "
                        + "int8, binary, planes2, planes3, planes4, planes5, "
                        + "planes6, planes7); did you mean 'binary'?, node conv2",
                "\"kernel\":1 | \"kernel\":0 | Invalid kernel: 0 (must be at least 1), node conv2",
                "\"kernel\":1 | \"kernel\":\"1\" | Invalid kernel: \"1\" (must be a whole number below 2^31), node conv2",
                "\"kernel\":1 | \"kernel\":1,\"groups\":3 | Invalid groups: 3 (must divide the 4 outputs), node conv2",
                "\"kernel\":1 | \"kernel\":1.5 | Invalid kernel: 1.5 (must be a whole number below 2^31), node conv2",
                "\"kernel\":1 | \"kernel\":null | Invalid kernel: null (must be a whole number below 2^31), node conv2",
                "\"outputs\":10 | \"outputs\":3000000000 | Invalid outputs: 3000000000 (must be a whole number below 2^31), "
                        + "node fc",
                "\"rate\":0.5 | \"rate\":1e999 | Invalid rate: Infinity (must be 0 or more and below 1), node dropout",
                "\"bias\":false | \"bias\":0 | Invalid bias: 0 (must be true or false), node conv1",
                "[\"mean\"] | \"mean\" | Invalid inputs: \"mean\" (must be a list), node flatten",
                "[\"mean\"] | [5] | Invalid inputs: [5] (must be a list of names), node flatten",
                "[\"mean\"] | [\"main\"] | Invalid network tiny, node flatten: unknown input 'main' (must be 'input' or an "
                        + "earlier node)",
                "\"name\":\"mean\" | \"title\":\"mean\" | Missing key: 'name', node 8",
                "\"height\":8, | '' | Missing key: 'height', input",
                "\"name\": \"tiny\", | '' | Missing key: 'name', network",
                "\"name\": \"tiny\" | \"name\": \"tiny\", \"node\": 1 | Invalid key: 'node' (must be one of name, input, "
                        + "widths, nodes); did you mean 'nodes'?, network"
            })
    void errorsNameTheNodeAndTheRemedy(String good, String bad, String message) {
        assertThat(TINY).contains(good);
        assertThatThrownBy(() -> NetworkJson.read(TINY.replace(good, bad)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void duplicateKeysTrailingTextAndBrokenTextAreRefused() {
        assertThatThrownBy(() -> NetworkJson.read(TINY.replace("\"kernel\":1", "\"kernel\":1,\"kernel\":2")))
                .hasMessageStartingWith("Invalid network: Duplicate field 'kernel' (must be JSON), line 8");
        assertThatThrownBy(() -> NetworkJson.read(TINY + "{}")).hasMessageContaining("(must be JSON)");
        assertThatThrownBy(() -> NetworkJson.read(TINY.substring(0, 200))).hasMessageContaining("(must be JSON)");
        assertThatThrownBy(() -> NetworkJson.read("")).hasMessage("Invalid network: nothing (must be an object)");
        assertThatThrownBy(() -> NetworkJson.read("[1]")).hasMessage("Invalid network: [1] (must be an object)");
    }

    @Test
    void hostileTextIsRefusedWithoutMuchWork() {
        assertThatThrownBy(() -> NetworkJson.read("[".repeat(1_000_000))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NetworkJson.read(" ".repeat(NetworkJson.MAX_BYTES + 1)))
                .hasMessage("Invalid network: the text is too long (must be 4194304 bytes or less)");
        assertThatThrownBy(() -> NetworkJson.read(TINY.replace("\"height\":8", "\"height\":2147483647")))
                .hasMessage("Invalid shape: 3x2147483647x8 (must have fewer than 2^31 values)");
    }

    @Test
    void errorsNameTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.json"), TINY.replace("\"kernel\":1", "\"kernel\":-1"));
        assertThatThrownBy(() -> NetworkJson.read(file))
                .hasMessage("Invalid kernel: -1 (must be at least 1), node conv2, in file " + file);
    }

    @Test
    void missingFileAndFolderAreRefused() {
        Path file = folder.resolve("absent.json");
        assertThatThrownBy(() -> NetworkJson.read(file))
                .hasMessage("Invalid network file: " + file + " (must be a readable file)");
        assertThatThrownBy(() -> NetworkJson.read(folder))
                .hasMessage("Invalid network file: " + folder + " (must be a readable file)");
    }

    @Test
    void readsAFile() throws IOException {
        assertThat(NetworkJson.read(Files.writeString(folder.resolve("tiny.json"), TINY)))
                .isEqualTo(tiny());
    }
}
