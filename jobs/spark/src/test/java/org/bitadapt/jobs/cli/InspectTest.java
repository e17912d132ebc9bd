package org.bitadapt.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theTableHasALineALayerAndTheTotals() {
        assertThat(execute("inspect", "--network", "resnet20")).isZero();
        assertThat(out.toString())
                .startsWith("resnet20, 10 classes, binary")
                .containsPattern("conv1 +convolution +16x32x32 +442,368 +432 +8 +560 +1,984")
                .containsPattern("total +40,813,184 +270,896");
    }

    @Test
    void theTotalsInJsonAreTheSumsOfTheLayers() throws IOException {
        assertThat(execute("inspect", "--network", "resnet20", "--classes", "7", "--json"))
                .isZero();
        JsonNode json = new ObjectMapper().readTree(out.toString());
        for (String key : new String[] {"weights", "macs", "floatBytes", "packedBytes"}) {
            long sum = 0;
            for (JsonNode layer : json.get("layers")) {
                sum += layer.get(key).asLong();
            }
            assertThat(json.get(key).asLong()).as(key).isEqualTo(sum).isPositive();
        }
        assertThat(json.get("classes").asInt()).isEqualTo(7);
    }

    @Test
    void precisionDecidesTheBits() {
        assertThat(execute("inspect", "--network", "resnet8", "--precision", "float32"))
                .isZero();
        assertThat(out.toString()).containsPattern("conv1 +convolution +16x32x32 +442,368 +432 +32 ");
    }

    @Test
    void unknownNetworksAndPrecisionsAreBadInput() {
        assertThat(execute("inspect", "--network", "resnet21")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("bitadapt: Invalid network: resnet21")
                .contains("resnet20");
        assertThat(execute("inspect", "--network", "resnet20", "--precision", "ternary"))
                .isEqualTo(2);
        assertThat(execute("inspect", "--network", "resnet20", "--classes", "0"))
                .isEqualTo(2);
    }

    @Test
    void whatIsNoModelIsBadInput() throws IOException {
        Path file = Files.writeString(folder.resolve("model.bnn"), "not a model");
        assertThat(execute("inspect", file.toString())).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1).first().asString().startsWith("bitadapt: ");
        assertThat(execute("inspect", folder.resolve("none.bnn").toString())).isEqualTo(2);
    }

    @Test
    void eitherANetworkOrAModelIsNeeded() {
        assertThat(execute("inspect")).isEqualTo(2);
        assertThat(execute("inspect", "--network", "resnet20", "model.bnn")).isEqualTo(2);
    }

    /** The Eyeriss chip as it was measured, in picojoules; the form that descriptions had before int16. */
    private Path chip() throws IOException {
        return Files.writeString(folder.resolve("chip.conf"), """
                name = chip
                tiles = 1
                shared-buffer = false
                array { rows = 12, columns = 14, register-bytes = 522, filters = 16 }
                buffer-bytes = 110592
                access { register = 1, array = 4, buffer = 15, dram = 460, hop = 0 }
                mac { binary = 0.11, int8 = 0.33, float32 = 5.1, int16 = 2 }
                word-bits = 16, float-bits = 32, sum-bits = 32, batch = 4, unit-picojoules = 1
                """);
    }

    @Test
    void theEnergyOfEachLayerIsThatOfThePaper() throws IOException {
        assertThat(execute(
                        "inspect",
                        "--network",
                        "alexnet-eyeriss",
                        "--energy",
                        chip().toString(),
                        "--bits",
                        "16",
                        "--json"))
                .isZero();
        JsonNode layers = new ObjectMapper().readTree(out.toString()).get("layers");
        // JSSC 2017, table V: 299.0 million multiply-accumulates for four images; each of 2 pJ, and 4 accesses of 1 pJ.
        JsonNode conv5 = layer(layers, "conv5");
        assertThat(conv5.at("/energy/compute").asDouble()).isCloseTo(299.04e6 / 4 * 2, withinPercentage(0.01));
        assertThat(conv5.at("/energy/register").asDouble()).isCloseTo(299.04e6 / 4 * 4, withinPercentage(0.01));
        // Table V: 156 elements are active.
        assertThat(conv5.get("cycles").asDouble()).isCloseTo(299.04e6 / 4 / 156, withinPercentage(0.01));
        assertThat(conv5.at("/energy/static").asDouble()).isZero();
        for (String part : new String[] {"array", "buffer", "dram"}) {
            assertThat(conv5.at("/energy/" + part).asDouble()).as(part).isPositive();
        }
        assertThat(layer(layers, "fc3").at("/energy/compute").asDouble()).isEqualTo(4096 * 1000 * 2.0);
    }

    private static JsonNode layer(JsonNode layers, String name) {
        for (JsonNode layer : layers) {
            if (layer.get("name").asText().equals(name)) {
                return layer;
            }
        }
        throw new AssertionError("No layer " + name);
    }

    @Test
    void theEnergyTableSaysOfWhatHardwareItIs() {
        assertThat(execute("inspect", "--network", "resnet8", "--energy", "tangram"))
                .isZero();
        assertThat(out.toString())
                .startsWith(
                        "resnet8, binary, modelled on the accelerator tangram (not measured, and not of this machine)")
                .containsPattern("conv1 +[0-9.]+ ")
                .containsPattern("Side by side: conv1, layer1.0.conv1, .*stay on the chip");
    }

    @Test
    void energyOptionsThatDoNotFitAreBadInput() {
        assertThat(execute("inspect", "--network", "resnet8", "--bits", "16")).isEqualTo(2);
        assertThat(execute("inspect", "--list", "--energy", "eyeriss")).isEqualTo(2);
        assertThat(execute("inspect", "--network", "resnet8", "--energy", "eyeriss", "--bits", "12"))
                .isEqualTo(2);
        assertThat(execute("inspect", "--network", "resnet8", "--energy", "eyeris"))
                .isEqualTo(2);
        assertThat(err.toString().lines())
                .anyMatch(line -> line.startsWith("bitadapt: Missing option: --energy HARDWARE"))
                .anyMatch(line -> line.startsWith("bitadapt: Missing option: --network NAME"))
                .anyMatch(line -> line.startsWith("bitadapt: Invalid bits: 12 (must be 8, 16 or 32)"))
                .anyMatch(line -> line.contains("did you mean 'eyeriss'?"));
    }

    private int execute(String... args) {
        return BitAdapt.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
