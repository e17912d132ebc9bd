package org.bitadapt.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares a training with a copy of it whose settings and second epoch differ, and with a search. */
class CompareTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVIL = "<i>x";

    @TempDir
    Path folder;

    private String plain;
    private String other;

    @BeforeEach
    void runs() throws IOException {
        plain = copy("plain").toString();
        Path changed = copy(EVIL);
        Path config = changed.resolve("config.conf");
        Files.writeString(config, Files.readString(config).replaceFirst("(\"?momentum\"?\\s*[:=]\\s*)0\\.9", "$10.8"));
        Path metrics = changed.resolve("metrics.jsonl");
        Files.writeString(
                metrics,
                Files.readString(metrics).replaceAll("\"validationAccuracy\":[0-9.]+", "\"validationAccuracy\":0.25"));
        other = changed.toString();
    }

    private Path copy(String name) throws IOException {
        Path copy = Files.createDirectories(folder.resolve("runs")).resolve(name);
        FileUtils.copyDirectory(Path.of(TinyRuns.make().training()).toFile(), copy.toFile());
        return copy;
    }

    @Test
    void theTerminalShowsRunsAndTheSettingsThatDiffer() {
        Tool.Result result = Tool.run("compare", plain, other);
        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(result.output().lines())
                .satisfiesExactly(
                        header -> assertThat(header).startsWith("run "),
                        first -> assertThat(first).matches("plain +finished +resnet8 binary +data +2/2 .*"),
                        second -> assertThat(second).matches("<i>x +finished .* 25[.]00 % .*"),
                        line -> assertThat(line).isEmpty(),
                        header -> assertThat(header).matches("setting +plain +<i>x"),
                        momentum -> assertThat(momentum).matches("train[.]momentum +0[.]9 +0[.]8"));
    }

    @Test
    void thePageHasTheNumbersOfTheRuns() throws IOException {
        Path output = folder.resolve("comparison");
        Tool.Result result =
                Tool.run("compare", plain, other, TinyRuns.make().search(), "--output", output.toString(), "--json");
        assertThat(result.exitCode()).as(result.errors()).isZero();
        JsonNode outcome = JSON.readTree(result.output());
        assertThat(outcome.get("differences").get("train.momentum").get("plain").asText())
                .isEqualTo("0.9");
        outcome.get("pictures")
                .forEach(name -> assertThat(output.resolve(name.asText())).isNotEmptyFile());
        assertThat(outcome.get("pictures").toString())
                .isEqualTo(
                        "[\"validation.png\",\"training.png\",\"loss.png\",\"learning-rate.png\",\"trade-off.png\",\"energy-trade-off.png\",\"size.png\"]");

        String page = Files.readString(output.resolve("index.html"));
        assertThat(page).doesNotContain(EVIL).contains("train.momentum");
        Matcher data = Pattern.compile("<script type=\"application/json\">(.*?)</script>")
                .matcher(page);
        assertThat(data.find()).isTrue();
        JsonNode series = JSON.readTree(data.group(1)).get("plots").get(0).get("series");
        List<String> lines = Files.readAllLines(Path.of(plain, "metrics.jsonl"));
        for (int epoch = 0; epoch < lines.size(); epoch++) {
            double accuracy =
                    JSON.readTree(lines.get(epoch)).get("validationAccuracy").asDouble();
            assertThat(series.get(0).get("y").get(epoch).asDouble()).isEqualTo(100 * accuracy);
            assertThat(series.get(1).get("y").get(epoch).asDouble()).isEqualTo(25);
        }
    }

    @Test
    void aRunThatIsNoneOrNamedTwiceIsBadInput() {
        Tool.Result none = Tool.run("compare", plain, folder.resolve("none").toString());
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.failures()).singleElement().asString().contains("none");
        Tool.Result twice = Tool.run("compare", plain, plain + "/");
        assertThat(twice.exitCode()).isEqualTo(2);
        assertThat(twice.failures()).singleElement().asString().contains("is named twice");
        assertThat(Tool.run("compare", plain).exitCode()).isEqualTo(2);
        Tool.Result inside = Tool.run("compare", plain, other, "--output", plain);
        assertThat(inside.exitCode()).isEqualTo(2);
    }
}
