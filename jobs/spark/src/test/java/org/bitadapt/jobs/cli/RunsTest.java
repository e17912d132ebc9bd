package org.bitadapt.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsTest {

    @TempDir
    Path folder;

    @Test
    void everyRunIsARow() throws IOException {
        Path training = Path.of(TinyRuns.make().training());
        FileUtils.copyDirectory(training.toFile(), folder.resolve("done").toFile());
        FileUtils.copyDirectory(training.toFile(), folder.resolve("killed").toFile());
        Path info = folder.resolve("killed/run.json");
        Files.writeString(info, Files.readString(info).replace("\"finished\"", "\"running\""));
        Files.createDirectories(folder.resolve("broken"));
        Files.writeString(folder.resolve("broken/run.json"), "{");
        Files.createDirectories(folder.resolve("other"));

        Tool.Result result = Tool.run("runs", folder.toString());
        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(result.output().lines())
                .satisfiesExactly(
                        header -> assertThat(header).startsWith("run "),
                        broken -> assertThat(broken).matches("broken +damaged .*"),
                        done -> assertThat(done).matches("done +finished +resnet8 binary +data +2/2 .* %.* %.*"),
                        killed -> assertThat(killed).matches("killed +interrupted +resnet8 binary +data +2/2 .*"));
        assertThat(result.errors()).contains("broken/run.json is damaged");
    }

    @Test
    void jsonHasWhatTheRunSays() throws IOException {
        String training = TinyRuns.make().training();
        JsonNode run = new ObjectMapper()
                .readTree(Tool.run("runs", training, "--json").output())
                .get("runs")
                .get(0);
        JsonNode evaluation =
                new ObjectMapper().readTree(Path.of(training, "evaluation.json").toFile());
        assertThat(run.get("testAccuracy").asDouble())
                .isEqualTo(evaluation.get("accuracy").asDouble());
        assertThat(run.get("packedBytes").asLong()).isEqualTo(Files.size(Path.of(training, "model.bnn")));
        assertThat(run.get("command").asText()).isEqualTo("train");
    }

    @Test
    void aFolderWithoutRunsIsBadInput() {
        Tool.Result result = Tool.run("runs", folder.toString());
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.failures()).singleElement().asString().startsWith("bitadapt: No runs in ");
        assertThat(Tool.run("runs", folder.resolve("none").toString()).exitCode())
                .isEqualTo(2);
    }
}
