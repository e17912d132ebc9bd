package org.bitadapt.jobs.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class InferenceBenchmarkTest {

    @Test
    void quantilesAreThoseOfTheSortedTimes() {
        long[] downwards =
                LongStream.rangeClosed(0, 100).map(i -> (100 - i) * 1_000_000).toArray();
        assertThat(Latency.of(downwards)).isEqualTo(new Latency(50, 90, 99));
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet8", "alexnet-cifar", "resnet18-224"})
    void aPackedModelTellsTheLayersOfItsNetwork(String name) {
        InferenceSubject subject = InferenceSubject.ofNetwork(name);
        NetworkSpec read = PackedStructure.of(subject.model().network());
        assertThat(shapes(read).toList())
                .containsExactlyElementsOf(shapes(subject.network()).toList());
    }

    private static Stream<String> shapes(NetworkSpec network) {
        return LoweredNetwork.of(network).products().stream()
                .map((Step.Product product) ->
                        product.window() + " " + product.input().shape() + " "
                                + product.output().shape() + product.residual().isPresent());
    }

    @Test
    void bothPeersAreTimedOnTheSameNetwork() throws IOException {
        InferenceOutcome outcome =
                run("--network", "resnet8", "--rounds", "1", "--seconds", "0.05", "--compare", "ONNXRUNTIME");
        assertThat(outcome.peers()).containsOnlyKeys("int8", "float32");
        assertThat(outcome.ratios().get("int8"))
                .isEqualTo(outcome.peers().get("int8").medianMillis() / outcome.medianMillis());
        assertThat(outcome.layers()).hasSize(12).allMatch(layer -> layer.micros() >= 0);
        assertThat(outcome.describe()).contains("ONNX Runtime float32");
    }

    @Test
    void batchesAreOneImageOrMore() {
        assertThatThrownBy(() -> run("--network", "resnet8", "--batch", "0"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("Invalid --batch: 0 (must be 1 or more)");
    }

    private static InferenceOutcome run(String... arguments) throws IOException {
        InferenceBenchmarkCommand command = new InferenceBenchmarkCommand();
        new CommandLine(command).parseArgs(arguments);
        return command.run(Console.silent());
    }
}
