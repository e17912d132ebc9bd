package org.bitadapt.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.bitadapt.jobs.quickstart.GeneratedImages;
import org.bitadapt.jobs.spark.LocalSpark;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs a pipeline on a few images: tests which steps run, which are left alone, and how the pipeline goes on after a
 * failure.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PipelineRunTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A pipeline in which steps that need a later step stand first: the order follows from what steps read. */
    private static final String DEFINITION = """
        state = ${values.folder}/state
        values.folder = "FOLDER"
        steps {
          report.run = ${steps.train.run}
          export { model = ${steps.train.run}, output = ${values.folder}/model.bnn }
          preprocess { source = cifar10, input = ${values.folder}/images, output = ${values.folder}/data }
          train {
            data = ${steps.preprocess.output}
            run = ${values.folder}/run
            set {
              network.name = resnet8
              data.batch = 32
              train { epochs = 2, averaging-period = 4 }
            }
          }
          evaluate { model = ${steps.train.run}, data = ${steps.preprocess.output} }
          good {
            command = export
            only-if = { step = evaluate, key = accuracy, at-least = 2 }
            model = ${steps.train.run}
            output = ${values.folder}/good.bnn
          }
          of-good { command = evaluate, model = ${steps.good.output}, data = ${steps.preprocess.output} }
        }
        """;

    @TempDir
    static Path folder;

    private String errors = "";
    private int exitCode;

    @BeforeAll
    static void prepare() throws IOException {
        LocalSpark.session();
        Files.writeString(folder.resolve("p.conf"), DEFINITION.replace("FOLDER", folder.toString()));
    }

    @Test
    @Order(1)
    void aFailingStepStopsThePipelineWithItsErrorAndExitCode() throws IOException {
        run();
        assertThat(exitCode).isEqualTo(2);
        assertThat(errors)
                .contains("The step 'preprocess' failed")
                .contains(folder.resolve("images").toString())
                .doesNotContain("bitadapt train");
        assertThat(state("preprocess").get("state").asText()).isEqualTo("FAILED");
        assertThat(folder.resolve("state/.lock")).doesNotExist();
    }

    @Test
    @Order(2)
    void theNextRunGoesOnThereAndKeepsEveryResult() throws IOException {
        new GeneratedImages(5, 64).writeTo(folder.resolve("images"));
        JsonNode result = run();
        assertThat(states(result))
                .containsExactly(
                        Map.entry("preprocess", "done"),
                        Map.entry("train", "done"),
                        Map.entry("export", "done"),
                        Map.entry("evaluate", "done"),
                        Map.entry("report", "done"),
                        Map.entry("good", "skipped"),
                        Map.entry("of-good", "skipped"));
        assertThat(step(result, "good").get("reason").asText()).contains("not at least 2");
        assertThat(step(result, "of-good").get("reason").asText()).isEqualTo("needs 'good', which was skipped");
        assertThat(step(result, "train").get("outcome").get("epochs").asInt()).isEqualTo(2);
        assertThat(state("export").get("outcome").get("bytes").asLong()).isEqualTo(Files.size(file("model.bnn")));
        assertThat(file("good.bnn")).doesNotExist();
    }

    @Test
    @Order(3)
    void aSecondRunDoesNothing() throws IOException {
        JsonNode result = run();
        assertThat(states(result).values()).containsOnly("up to date", "skipped");
        assertThat(errors).doesNotContain("$ bitadapt");
        // The kept results still decide about conditions.
        assertThat(step(result, "good").get("reason").asText()).contains("accuracy");
    }

    @Test
    @Order(4)
    void onlyWhatLostItsProductRunsAgain() throws IOException {
        Files.delete(file("model.bnn"));
        assertThat(reason(plan(), "export")).isEqualTo(file("model.bnn") + " is missing");
        assertThat(ran(run())).containsExactly("export");
    }

    @Test
    @Order(5)
    void aPlanSaysWhatAChangedSettingBringsAboutAndDoesNothing() throws IOException {
        JsonNode plan = plan("--set", "steps.train.set.train.seed=2");
        assertThat(reason(plan, "train")).isEqualTo("train.seed was 1, now 2");
        assertThat(step(plan, "evaluate").get("action").asText()).isEqualTo("undecided");
        assertThat(reason(plan, "evaluate")).isEqualTo("comes after 'train'");
        assertThat(reason(plan, "good")).contains("if accuracy of 'evaluate' is at least 2");
        assertThat(execute(
                        "pipeline",
                        "run",
                        "--dry-run",
                        "--config",
                        file("p.conf").toString()))
                .contains("nothing changed");
        assertThat(ran(run())).isEmpty();
    }

    @Test
    @Order(6)
    void aChangedSettingRunsItsStepAndWhatDependsOnIt() throws IOException {
        JsonNode result = run("--set", "steps.train.set.train.seed=2");
        assertThat(ran(result)).containsExactly("train", "export", "evaluate", "report");
        assertThat(file("run.earlier-1").resolve("model.bnn")).isNotEmptyFile();
        assertThat(file("run").resolve("config.conf")).content().contains("seed=\"2\"");
        // The number of threads changes the speed and not the result.
        assertThat(ran(run("--set", "steps.train.set.train.seed=2", "--set", "steps.train.set.resources.threads=2")))
                .isEmpty();
    }

    @Test
    @Order(7)
    void anInterruptedTrainingGoesOn() throws IOException {
        FileUtils.deleteDirectory(file("run").resolve("checkpoints/epoch-001").toFile());
        ObjectNode interrupted = (ObjectNode) state("train");
        interrupted.put("state", "RUNNING");
        Files.writeString(file("state/steps/train.json"), interrupted.toString());
        JsonNode result = run("--set", "steps.train.set.train.seed=2");
        assertThat(errors).contains("was interrupted").contains("Resuming at epoch 2");
        // The training gives the same network, so that no step after it has to run.
        assertThat(ran(result)).startsWith("train").doesNotContain("export");
        assertThat(file("run.earlier-2")).doesNotExist();
    }

    @Test
    @Order(8)
    void fromRunsAStepAgainAndTakesThoseBeforeItAsTheyAre() throws IOException {
        JsonNode result = run("--from", "export");
        assertThat(ran(result)).containsExactly("export");
        assertThat(step(result, "train").get("reason").asText()).contains("taken as it is");
        run("--from", "of-good");
        assertThat(exitCode).isEqualTo(2);
        assertThat(errors).contains("The step 'good' was not done, and 'of-good' needs it. Leave --from out");
        run("--from", "exprt");
        assertThat(errors).contains("Unknown step: exprt; did you mean 'export'?");
    }

    @Test
    @Order(9)
    void changedInputsReachEveryStep() throws IOException {
        new GeneratedImages(6, 64).writeTo(file("images"));
        assertThat(ran(run("--set", "steps.train.set.train.epochs=1")))
                .containsExactly("preprocess", "train", "export", "evaluate", "report");
        assertThat(state("preprocess").get("outcome").get("upToDate").asBoolean())
                .isFalse();
    }

    @Test
    @Order(10)
    void twoPipelinesDoNotShareAState() throws IOException {
        Files.writeString(file("state/.lock"), "{\"id\":\"x\",\"host\":\"elsewhere\",\"process\":1}");
        run();
        assertThat(exitCode).isEqualTo(2);
        assertThat(errors).contains("in use by process 1 on elsewhere");
        Files.delete(file("state/.lock"));
    }

    private static Path file(String name) {
        return folder.resolve(name);
    }

    private static JsonNode state(String step) throws IOException {
        return JSON.readTree(Files.readString(file("state/steps/" + step + ".json")));
    }

    private static Map<String, String> states(JsonNode result) {
        Map<String, String> states = new LinkedHashMap<>();
        result.get("steps")
                .forEach(step ->
                        states.put(step.get("step").asText(), step.get("state").asText()));
        return states;
    }

    private static List<String> ran(JsonNode result) {
        return states(result).entrySet().stream()
                .filter(step -> step.getValue().equals("done"))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static JsonNode step(JsonNode result, String name) {
        for (JsonNode step : result.get("steps")) {
            if (step.get("step").asText().equals(name)) {
                return step;
            }
        }
        throw new AssertionError("No step " + name + " in " + result);
    }

    private static String reason(JsonNode result, String step) {
        return step(result, step).get("reason").asText();
    }

    private JsonNode run(String... options) throws IOException {
        return pipeline("run", options);
    }

    private JsonNode plan(String... options) throws IOException {
        return pipeline("plan", options);
    }

    private JsonNode pipeline(String action, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("pipeline", action, "--json", "--config", file("p.conf").toString()));
        arguments.addAll(List.of(options));
        String[] lines = execute(arguments.toArray(String[]::new)).strip().split("\\R");
        return JSON.readTree(lines[lines.length - 1]);
    }

    private String execute(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        exitCode = BitAdapt.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        errors = err.toString();
        return out.toString();
    }
}
