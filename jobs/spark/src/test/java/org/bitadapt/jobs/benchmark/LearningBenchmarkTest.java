package org.bitadapt.jobs.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bitadapt.jobs.cli.TinyRuns;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.dataset.DatasetFixture;
import org.bitadapt.jobs.run.EpochMetrics;
import org.bitadapt.jobs.run.RunFolder;
import org.bitadapt.jobs.spark.LocalSpark;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LearningBenchmarkTest {

    private static TinyRuns runs;

    @TempDir
    private Path folder;

    @BeforeAll
    static void train() throws IOException {
        runs = TinyRuns.make();
    }

    @Test
    void theCurveOfTheRunStandsBesidePytorchs() throws IOException {
        LearningOutcome outcome = run(runs.dataset(), "--python", AgreementBenchmarkTest.pythonWithTorch());
        List<EpochMetrics> metrics = RunFolder.at(
                        runs.training(), LocalSpark.session().sparkContext().hadoopConfiguration())
                .metrics();
        assertThat(outcome.curve()).hasSameSizeAs(metrics);
        for (int i = 0; i < metrics.size(); i++) {
            LearningOutcome.Epoch epoch = outcome.curve().get(i);
            assertThat(epoch.epoch()).isEqualTo(i + 1);
            assertThat(epoch.trainAccuracy()).isEqualTo(metrics.get(i).trainAccuracy());
            assertThat(epoch.peerTrainAccuracy()).isBetween(0.0, 1.0);
        }
        // Two epochs of a tiny network: both learn something, and neither all.
        assertThat(outcome.curve().get(1).peerTrainAccuracy())
                .isGreaterThan(outcome.curve().get(0).peerTrainAccuracy());
        assertThat(outcome.describe()).contains("Ours less PyTorch's");
    }

    @Test
    void whatWasNotScoredIsNull() {
        LearningOutcome outcome = LearningOutcome.of(
                "resnet8", "binary", 16, List.of(new LearningOutcome.Epoch(1, 0.1, 0.5, 0.25, null, null)));
        JsonNode json = new ObjectMapper().valueToTree(outcome);
        assertThat(json.get("trainDifference").asDouble()).isEqualTo(0.25);
        assertThat(json.get("lastValidationDifference").isNull()).isTrue();
        assertThat(json.at("/curve/0/validationAccuracy").isNull()).isTrue();
        assertThat(outcome.describe()).contains("50.00 %").endsWith("validation was not scored");
    }

    @Test
    void anotherDataSetIsRefused() throws IOException {
        String other = DatasetFixture.write(folder.resolve("data"), 40, 56).location();
        assertThatThrownBy(() -> run(other))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("Invalid --data: " + other + " (must be the data set of the run, ");
    }

    @Test
    void epochsThatTheRunDoesNotHaveAreRefused() {
        assertThatThrownBy(() -> run(runs.dataset(), "--epochs", "3"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("Invalid --epochs: 3 (must be 1 to 2, the epochs of the run)");
    }

    @Test
    void anInterpreterWithoutTorchIsBadInput() {
        assertThatThrownBy(() -> run(runs.dataset(), "--python", "no-such-python"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("No interpreter no-such-python");
    }

    private static LearningOutcome run(String data, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("--run", runs.training(), "--data", data));
        all.addAll(List.of(arguments));
        LearningBenchmarkCommand command = new LearningBenchmarkCommand();
        new CommandLine(command).parseArgs(all.toArray(String[]::new));
        return command.run(Console.silent());
    }
}
