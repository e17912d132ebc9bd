package org.bitadapt.jobs.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.dataset.DatasetFixture;
import org.bitadapt.jobs.spark.LocalSpark;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class AgreementBenchmarkTest {

    @TempDir
    Path folder;

    private String data;

    @BeforeEach
    void writeRecords() throws IOException {
        LocalSpark.session();
        data = DatasetFixture.write(folder.resolve("data"), 40, 56).location();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({"float32, cosine", "binary, step"})
    void trainsAsPytorchDoes(String precision, String schedule) throws IOException {
        AgreementOutcome outcome = run(
                "--steps",
                "12",
                "--epochs",
                "4",
                "--precision",
                precision,
                "--set",
                "train.schedule.type=" + schedule,
                "--set",
                "train.schedule.milestones=[2]",
                "--python",
                pythonWithTorch());
        assertThat(outcome.losses()).hasSize(12).allMatch(loss -> loss.ours() > 0);
        assertThat(outcome.agrees()).as(outcome.describe()).isTrue();
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.largestDrift()).isPositive();
        assertThat(outcome.describe()).contains("Agrees: ");
    }

    static String pythonWithTorch() {
        Optional<String> python = Stream.of("python3", "/usr/bin/python3")
                .filter(AgreementBenchmarkTest::hasTorch)
                .findFirst();
        assumeTrue(python.isPresent(), "Skipped: no python3 here has torch (python3-torch)");
        return python.orElseThrow();
    }

    private static boolean hasTorch(String python) {
        try {
            TorchProcess.requireTorch(python);
            return true;
        } catch (BadInputException | IOException e) {
            return false;
        }
    }

    private AgreementOutcome run(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("--data", data, "--network", "resnet8", "--batch", "16"));
        all.addAll(List.of(arguments));
        AgreementBenchmarkCommand command = new AgreementBenchmarkCommand();
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(all.toArray(String[]::new));
        return command.run(Console.silent());
    }

    @Test
    void stepsFillEpochsOfEqualLength() {
        assertThatThrownBy(() -> run("--steps", "12", "--epochs", "5"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("Invalid --steps: 12 (must be a multiple of --epochs, 5)");
    }

    @Test
    void anInterpreterWithoutTorchIsBadInput() {
        assertThatThrownBy(() -> run("--python", "no-such-python"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("No interpreter no-such-python");
    }
}
