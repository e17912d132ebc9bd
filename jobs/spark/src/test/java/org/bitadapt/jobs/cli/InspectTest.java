package org.bitadapt.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

    private int execute(String... args) {
        return BitAdapt.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
