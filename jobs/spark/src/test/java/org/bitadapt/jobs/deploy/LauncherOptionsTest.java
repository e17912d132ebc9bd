package org.bitadapt.jobs.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the options that the launcher refuses before it builds or starts anything. */
class LauncherOptionsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "--driver-memory, abc, whole number",
        "--driver-memory, 4, whole number",
        "--driver-memory, '', whole number",
        "--driver-memory, 4gb, whole number",
        "--driver-memory, 0g, whole number",
        "--driver-memory, 100m, at least 512m",
        "--master, nonsense, local[N]",
        "--master, local[0], local[N]",
        "--deploy-mode, both, client or cluster",
        "--spark, spark.ui.port, KEY=VALUE",
        "--spark, =x, KEY=VALUE",
    })
    void valuesThatSparkOrTheJvmWouldRefuseAreBadInput(String option, String value, String rule)
            throws IOException, InterruptedException {
        Script.Result result = Script.named("bin/bitadapt", folder).run(option, value, "inspect");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .singleElement()
                .asString()
                .startsWith("bitadapt: Invalid " + option + ": " + value + " (must be ")
                .contains(rule);
    }

    @Test
    void aValueOfTheEnvironmentIsNamedByItsVariable() throws IOException, InterruptedException {
        Script.Result result =
                Script.named("bin/bitadapt", folder).run(Map.of("BITADAPT_DRIVER_MEMORY", "lots"), "inspect");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).singleElement().asString().contains("Invalid BITADAPT_DRIVER_MEMORY: lots");
    }
}
