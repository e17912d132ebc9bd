package org.bitadapt.common.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.NoSuchElementException;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.network.LayerSpec.Activation;
import org.bitadapt.common.network.LayerSpec.Add;
import org.bitadapt.common.network.LayerSpec.Conv2d;
import org.bitadapt.common.network.LayerSpec.Flatten;
import org.bitadapt.common.network.LayerSpec.GlobalAveragePool;
import org.bitadapt.common.network.LayerSpec.Linear;
import org.bitadapt.common.network.LayerSpec.MaxPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkSpecTest {

    private static final Shape IMAGE = new Shape(3, 9, 8);

    private static NetworkBuilder network() {
        return new NetworkBuilder("odd", IMAGE);
    }

    private static Conv2d convolution(int outputs, int kernel, int stride, int padding) {
        return new Conv2d(outputs, kernel, stride, padding, true, WeightPrecision.FLOAT32);
    }

    private static Linear linear(int outputs) {
        return new Linear(outputs, true, WeightPrecision.FLOAT32);
    }

    private static void refuses(NetworkBuilder network, String message) {
        assertThatThrownBy(network::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 0, 5x9x8",
        "3, 1, 1, 5x9x8",
        "3, 2, 1, 5x5x4",
        "3, 2, 0, 5x4x3",
        "8, 1, 0, 5x2x1",
        "8, 5, 7, 5x4x3"
    })
    void windowsThatFitAreCounted(int kernel, int stride, int padding, String shape) {
        NetworkSpec network = network()
                .then("conv", convolution(5, kernel, stride, padding))
                .then("mean", new GlobalAveragePool())
                .build();
        assertThat(network.shapes().get("conv")).hasToString(shape);
        NetworkSpec pooled = network()
                .then("conv", convolution(5, 1, 1, 0))
                .then("pool", new MaxPool(kernel, stride, padding))
                .then("mean", new GlobalAveragePool())
                .build();
        assertThat(pooled.shapes().get("pool")).hasToString(shape);
    }

    @Test
    void shapesAreInTheOrderOfTheNodes() {
        NetworkSpec network =
                network().then("flatten", new Flatten()).then("fc", linear(4)).build();
        assertThat(network.shapes().keySet()).containsExactly("input", "flatten", "fc");
        assertThat(network.shapes().get("flatten")).isEqualTo(Shape.vector(216));
        assertThat(network.classes()).isEqualTo(4);
        assertThat(network.output().name()).isEqualTo("fc");
    }

    @Test
    void consumersAreListedOnceAndInOrder() {
        NetworkSpec network = network()
                .then("conv", convolution(3, 1, 1, 0))
                .add("twice", "conv")
                .add("sum", "conv")
                .then("mean", new GlobalAveragePool())
                .build();
        assertThat(network.consumers().get("conv")).map(Node::name).containsExactly("twice", "sum");
        assertThat(network.consumers().get("input")).map(Node::name).containsExactly("conv");
        assertThat(network.consumers().get("mean")).isEmpty();
    }

    @Test
    void nodesAreFoundByName() {
        NetworkSpec network = Networks.named("resnet8", 10);
        assertThat(network.node("fc").layer()).isEqualTo(linear(10));
        assertThatThrownBy(() -> network.node("fc2"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("No node fc2 in network resnet8");
    }

    @Test
    void brokenGraphsAreRefused() {
        refuses(network(), "Invalid network odd: no nodes (must have at least one)");
        refuses(
                network().then("conv", convolution(3, 1, 1, 0)),
                "Invalid network odd: output conv has shape 3x9x8 (must be a vector of class scores)");
        refuses(
                network()
                        .then("mean", new GlobalAveragePool())
                        .from("input")
                        .then("flatten", new Flatten())
                        .from("input")
                        .then("last", new GlobalAveragePool()),
                "Invalid network odd: nothing reads [flatten, mean]");
        refuses(
                network().then("conv", convolution(4, 1, 1, 0)).add("sum", "input"),
                "Invalid network odd, node sum: adds shapes 4x9x8 and 3x9x8 (must be equal)");
        refuses(
                network().then("fc", linear(4)),
                "Invalid network odd, node fc: input has shape 3x9x8 (must be a vector; put a flatten before it)");
        refuses(
                network().from("later").then("fc", linear(4)),
                "Invalid network odd, node fc: unknown input 'later' (must be 'input' or an earlier node)");
        refuses(
                network().then("a", new GlobalAveragePool()).then("a", linear(4)),
                "Invalid network odd, node a: the name is taken (must be unique and not 'input')");
        refuses(
                network().then("input", new GlobalAveragePool()),
                "Invalid network odd, node input: the name is taken (must be unique and not 'input')");
        refuses(
                network().then("conv", convolution(4, 11, 1, 1)),
                "Invalid network odd, node conv: kernel 11 does not fit an input of 8 with padding 1");
    }

    @Test
    void sizesThatNoArrayHoldsAreRefused() {
        int most = Integer.MAX_VALUE;
        refuses(
                network().then("conv", convolution(1, most, 1, most - 1)),
                "Invalid network odd, node conv: too many weights for 1 outputs (must be fewer than 2^31)");
        refuses(
                network().then("pool", new MaxPool(most, 1, most - 1)),
                "Invalid shape: 3x2147483647x2147483647 (must have fewer than 2^31 values), node pool of network odd");
        refuses(
                network().then("conv", convolution(100_000_000, 1, 1, 0)),
                "Invalid shape: 100000000x9x8 (must have fewer than 2^31 values), node conv of network odd");
        refuses(
                network().then("flatten", new Flatten()).then("fc", linear(most)),
                "Invalid network odd, node fc: too many weights for 2147483647 outputs (must be fewer than 2^31)");
    }

    @Test
    void nodesCheckTheirNameAndInputs() {
        assertThatThrownBy(() -> new Node("a b", new Flatten(), List.of("input")))
                .hasMessage("Invalid node name: a b (must be letters, digits, dots, dashes and underscores)");
        assertThatThrownBy(() -> new Node("sum", new Add(), List.of("input")))
                .hasMessage("Invalid inputs of node sum: [input] (must be 2)");
        assertThatThrownBy(() -> new Node("flatten", new Flatten(), List.of("a", "b")))
                .hasMessage("Invalid inputs of node flatten: [a, b] (must be 1)");
        assertThatThrownBy(() -> new Node("flatten", null, List.of("a"))).hasMessage("Missing layer of node flatten");
        assertThatThrownBy(() -> new NetworkSpec(" ", IMAGE, List.of()))
                .hasMessage("Invalid network name:   (must not be empty)");
        assertThatThrownBy(() -> new NetworkSpec("odd", null, List.of()))
                .hasMessage("Missing input shape of network odd");
    }

    @Test
    void layersCheckTheirArguments() {
        assertThatThrownBy(() -> convolution(0, 1, 1, 0)).hasMessage("Invalid outputs: 0 (must be at least 1)");
        assertThatThrownBy(() -> convolution(1, 0, 1, 0)).hasMessage("Invalid kernel: 0 (must be at least 1)");
        assertThatThrownBy(() -> convolution(1, 1, 0, 0)).hasMessage("Invalid stride: 0 (must be at least 1)");
        assertThatThrownBy(() -> new MaxPool(3, 1, 3)).hasMessage("Invalid padding: 3 (must be 0 to 2 for kernel 3)");
        assertThatThrownBy(() -> new LayerSpec.Dropout(1))
                .hasMessage("Invalid rate: 1.0 (must be 0 or more and below 1)");
        assertThatThrownBy(() -> new LayerSpec.BatchNorm(0, 0.9))
                .hasMessage("Invalid epsilon: 0.0 (must be above 0 and below 1)");
        assertThatThrownBy(() -> new LayerSpec.BatchNorm(1e-5, Double.NaN))
                .hasMessage("Invalid momentum: NaN (must be 0 or more and below 1)");
        assertThatThrownBy(() -> new Activation(null)).hasMessage("Missing map");
        assertThatThrownBy(() -> new Shape(1, 0, 1))
                .hasMessage("Invalid shape: 1x0x1 (must be at least 1 in every dimension)");
    }

    @Test
    void renamingKeepsTheGraph() {
        NetworkSpec network = Networks.named("resnet8", 10);
        NetworkSpec renamed = network.renamed(name -> name + "-pruned");
        assertThat(renamed.name()).isEqualTo("resnet8-pruned");
        assertThat(renamed.nodes()).isEqualTo(network.nodes());
    }

    @Test
    void travelsByJavaSerialization() throws IOException, ClassNotFoundException {
        NetworkSpec network = Networks.named("alexnet-cifar", 10);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(network);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(network);
        }
    }
}
