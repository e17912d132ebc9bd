package org.bitadapt.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bitadapt.jobs.dataset.DatasetFixture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that {@code train} obeys its schedule and its teacher, by what it does to the weights. */
class TrainingScheduleTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static String data;

    @TempDir
    Path folder;

    private String errors = "";
    private JsonNode summary = MissingNode.getInstance();

    @BeforeAll
    static void prepare() throws IOException {
        data = TinyRuns.make().dataset();
    }

    @Test
    void hardlyASignFlipsOnceTheRateIsNextToNothing() throws IOException {
        List<JsonNode> constant = train("constant", "train.schedule.type=constant");
        List<JsonNode> step = train(
                "step",
                "train.schedule.type=step",
                "train.schedule.milestones=[1]",
                "train.schedule.factor=0.0001",
                "train.momentum=0"); // a velocity of the first epoch would still move weights
        assertThat(meanFlips(step.get(0))).isPositive();
        assertThat(meanFlips(constant.get(1))).isPositive();
        assertThat(meanFlips(step.get(1))).isLessThan(meanFlips(constant.get(1)) / 100);
    }

    @Test
    void theMetricsTellTheRatesOfTheFirstAndTheLastStep() throws IOException {
        // 288 images and minibatches of 2 x 16: 9 steps of each worker an epoch, 18 in all.
        List<JsonNode> epochs = train("warm", "train.schedule.type=cosine", "train.schedule.warm-up-epochs=1");
        assertThat(epochs.get(0).get("learningRate").doubleValue()).isCloseTo(0.1 / 9, within(1e-12));
        assertThat(epochs.get(0).get("lastLearningRate").doubleValue()).isCloseTo(0.1, within(1e-12));
        assertThat(epochs.get(1).get("learningRate").doubleValue()).isCloseTo(0.1, within(1e-12));
        assertThat(epochs.get(1).get("lastLearningRate").doubleValue())
                .isCloseTo(0.05 * (1 + Math.cos(Math.PI * 8 / 9)), within(1e-12));
    }

    /** The oracle is a training that was asked for three epochs from the beginning. */
    @Test
    void aFinishedTrainingGoesOnForMoreEpochsWhereNothingIsSpreadOverThem() throws IOException {
        String[] settings = {"train.schedule.type=constant", "train.hysteresis.growth=none", "train.epochs=2"};
        train("longer", settings);
        settings[2] = "train.epochs=3";
        List<JsonNode> longer = train("longer", settings);
        List<JsonNode> whole = train("whole", settings);
        assertThat(longer).hasSize(3);
        for (int epoch = 0; epoch < 3; epoch++) {
            for (String key : List.of("learningRate", "trainLoss", "validationAccuracy", "flippedShare")) {
                assertThat(longer.get(epoch).get(key))
                        .isEqualTo(whole.get(epoch).get(key));
            }
        }
        assertThat(folder.resolve("longer/model.bnn")).hasSameBinaryContentAs(folder.resolve("whole/model.bnn"));
        assertThat(Files.readString(folder.resolve("longer/config.conf"))).contains("epochs");

        settings[2] = "train.epochs=1";
        assertThat(execute(folder.resolve("longer"), settings)).isEqualTo(2);
        assertThat(errors).contains("train.epochs was 3, now 1");
    }

    @Test
    void aCosineIsNotMadeLongerAndTheErrorSaysWhatToDo() throws IOException {
        train("cosine", "train.epochs=1");
        assertThat(execute(folder.resolve("cosine"), "train.epochs=2")).isEqualTo(2);
        assertThat(errors)
                .contains(
                        "train.epochs was 1, now 2, but its learning rate falls to 0 along a cosine over its 1 epochs")
                .contains("--set train.from=");
    }

    @Test
    void aDivergedTrainingFailsAndSaysWhere() throws IOException {
        Path run = folder.resolve("diverged");
        assertThat(execute(run, "train.learning-rate=1e30", "train.schedule.type=constant"))
                .isEqualTo(1);
        assertThat(errors)
                .contains("Training diverged")
                .contains("no longer finite in epoch 1, step")
                .contains("at learning rate 1.000e+30")
                .contains("Try a lower train.learning-rate");
        assertThat(Files.readString(run.resolve("run.json"))).contains("failed");
        assertThat(run.resolve("model.bnn")).doesNotExist();
        assertThat(run.resolve("best")).doesNotExist();
    }

    @Test
    void aTeacherIsTimedAndMustKnowTheClasses() throws IOException {
        train("taught", "train.epochs=1", "train.teacher=" + TinyRuns.make().training());
        assertThat(summary.get("teacherShare").doubleValue()).isBetween(0.001, 0.999);
        Path three = folder.resolve("three");
        DatasetFixture.write(three, 64);
        assertThat(execute(
                        three.toString(),
                        folder.resolve("refused"),
                        "train.teacher=" + TinyRuns.make().training()))
                .isEqualTo(2);
        assertThat(errors).contains("has 3 classes").contains("has 10");
    }

    private static double meanFlips(JsonNode epoch) {
        List<Double> shares = new ArrayList<>();
        epoch.get("flippedShare").forEach(share -> shares.add(share.doubleValue()));
        return shares.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private List<JsonNode> train(String name, String... settings) throws IOException {
        Path run = folder.resolve(name);
        assertThat(execute(run, settings)).as(errors).isZero();
        List<JsonNode> epochs = new ArrayList<>();
        for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
            epochs.add(JSON.readTree(line));
        }
        return epochs;
    }

    private int execute(Path run, String... settings) throws IOException {
        return execute(data, run, settings);
    }

    private int execute(String dataset, Path run, String... settings) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("train", "--json", "--data", dataset, "--run", run.toString()));
        List<String> all = new ArrayList<>(List.of(
                "network.name=resnet8",
                "data.batch=16",
                "train.epochs=2",
                "train.averaging-period=4",
                "train.learning-rate=0.1"));
        all.addAll(List.of(settings));
        all.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = BitAdapt.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
        errors = err.toString();
        summary = JSON.readTree(out.toString());
        return exitCode;
    }
}
