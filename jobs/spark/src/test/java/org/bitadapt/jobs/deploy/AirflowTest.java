package org.bitadapt.jobs.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bitadapt.jobs.cli.Tool;
import org.bitadapt.jobs.files.ProjectFiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Airflow's DAG, read and walked through with stand-ins for Airflow's classes that take the arguments of the real ones
 * and no others. The test needs {@code python3}; run it by {@code ./mvnw -Pdeploy verify}.
 */
@Tag("python")
class AirflowTest {

    private static final Path ROOT = ProjectFiles.ROOT;

    @Test
    void itsTasksAreCommandsThatTheToolTakesAfterTheManifestIsThere() throws Exception {
        JsonNode dag = walk(Map.of("BITADAPT_HOME", ROOT.toString()));
        assertThat(names(dag)).containsExactly("wait_for_dataset", "train", "netadapt", "evaluate", "export", "report");
        assertThat(dag.at("/tasks/0/type").asText()).isEqualTo("WebHdfsSensor");
        assertThat(dag.at("/tasks/0/arguments/filepath").asText())
                .isEqualTo("/bitadapt/datasets/cifar10/manifest.json");
        for (JsonNode task : dag.get("tasks")) {
            if (task.get("type").asText().equals("SparkSubmitOperator")) {
                checkJob(task);
            }
        }
    }

    @Test
    void aSharedFolderIsWatchedByAFileSensor() throws Exception {
        JsonNode sensor = walk(Map.of("BITADAPT_DATA", "/data/cifar10")).at("/tasks/0");
        assertThat(sensor.get("type").asText()).isEqualTo("FileSensor");
        assertThat(sensor.at("/arguments/filepath").asText()).isEqualTo("/data/cifar10/manifest.json");
    }

    @Test
    void tasksAreTriedAgainAndTheirRunsAreTheNights() throws Exception {
        JsonNode dag = walk(Map.of());
        assertThat(dag.at("/default_args/retries").asInt()).isPositive();
        assertThat(dag.get("max_active_runs").asInt()).isEqualTo(1);
        assertThat(dag.get("catchup").asBoolean(true)).isFalse();
        assertThat(texts(dag.at("/tasks/1/arguments/application_args")))
                .contains("hdfs:///bitadapt/runs/20260203/trained");
    }

    private static void checkJob(JsonNode task) {
        JsonNode arguments = task.get("arguments");
        assertThat(Tool.commandOf(texts(arguments.get("application_args"))))
                .isEqualTo("bitadapt " + task.get("task_id").asText());
        assertThat(arguments.get("java_class").asText()).isEqualTo("org.bitadapt.jobs.cli.BitAdapt");
        assertThat(Path.of(arguments.get("properties_file").asText())).isRegularFile();
        assertThat(arguments.get("application").asText()).endsWith("/jobs/spark/target/bitadapt.jar");
        texts(arguments.get("application_args")).stream()
                .filter(argument -> argument.endsWith(".conf"))
                .forEach(conf -> assertThat(Path.of(conf)).isRegularFile());
    }

    /** The DAG as JSON, its tasks in an order in which they could run, its templates filled in for 2026-02-03. */
    private static JsonNode walk(Map<String, String> environment) throws Exception {
        Path script = Path.of(AirflowTest.class.getResource("walk_dag.py").toURI());
        ProcessBuilder builder = new ProcessBuilder(
                "python3",
                script.toString(),
                ROOT.resolve("deploy/airflow/bitadapt_pipeline.py").toString());
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new AssertionError("No python3 on this machine: install it, or leave the profile deploy out", e);
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(err).isZero();
        return new ObjectMapper().readTree(out);
    }

    private static List<String> names(JsonNode dag) {
        List<String> names = new ArrayList<>();
        dag.get("tasks").forEach(task -> names.add(task.get("task_id").asText()));
        return names;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(value -> texts.add(value.asText()));
        return texts;
    }
}
