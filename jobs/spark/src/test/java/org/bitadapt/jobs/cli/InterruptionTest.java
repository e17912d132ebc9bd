package org.bitadapt.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.Progress;
import org.bitadapt.jobs.config.Settings;
import org.bitadapt.jobs.run.RunData;
import org.bitadapt.jobs.run.RunFolder;
import org.bitadapt.jobs.run.RunInfo;
import org.bitadapt.jobs.run.RunWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests processes that are told to stop while they hold a run, as {@code kill} and Ctrl-C do. */
class InterruptionTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void aSignalIsNamedAndTheRunGoesOnAtOnce(String signal, int exitCode) throws Exception {
        assumeFalse(isIgnored(signal), "Skipped: whoever started this JVM lets it ignore SIG" + signal);
        Process process = holder("WAIT");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
                BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).isEqualTo("holds");
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
            assertThat(kill.waitFor()).isZero();
            assertThat(process.waitFor()).isEqualTo(exitCode);
            assertThat(err.lines().collect(Collectors.toList()))
                    .contains("bitadapt: train was stopped by SIG" + signal
                            + " (Epoch 3/10). The same command resumes there.");
        } finally {
            process.destroyForcibly();
        }
        assertThat(folder.resolve("run/.lock")).doesNotExist();
        try (RunWriter writer = start(folder.resolve("run").toString())) {
            assertThat(writer.isResumed()).isTrue();
        }
    }

    /** Spark exits with 52 when a task runs out of memory, which means nothing to callers. */
    @Test
    void anExitThatIsNotTheCommandsIsAFailureOfOneLine() throws Exception {
        Process process = holder("EXIT");
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
            assertThat(process.waitFor()).isEqualTo(1);
            assertThat(err.lines().filter(line -> line.startsWith("bitadapt: train failed: an error ended the JVM")))
                    .hasSize(1);
        } finally {
            process.destroyForcibly();
        }
    }

    /**
     * Whether a child ignores a signal: shells start background processes so that they ignore SIGINT, and children
     * inherit that.
     */
    private static boolean isIgnored(String signal) throws IOException {
        int number = signal.equals("INT") ? 2 : 15;
        long ignored = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .sum();
        return (ignored >> (number - 1) & 1) == 1;
    }

    private Process holder(String end) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.resolve("run").toString(),
                        end)
                .start();
    }

    private static RunWriter start(String location) throws IOException {
        RunInfo info =
                new RunInfo("train", "1", 1, RunData.unnamed(""), java.time.Instant.EPOCH, 1, RunInfo.State.RUNNING);
        return RunFolder.at(location, new Configuration()).start(info, Settings.reference());
    }

    /** A process that holds a run until it is told to stop. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
            Interruption.watch(new String[] {"train"}, err);
            new Console(err, 0).progress("Epoch 2/10", 1).close();
            try (RunWriter writer = start(arguments[0]);
                    Progress epoch = new Console(err, 0).progress("Epoch 3/10", 1)) {
                epoch.at(0);
                writer.check();
                System.out.println("holds");
                if (arguments[1].equals("EXIT")) {
                    System.exit(52);
                }
                new CountDownLatch(1).await();
            }
        }
    }
}
