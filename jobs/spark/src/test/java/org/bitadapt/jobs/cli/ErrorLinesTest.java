package org.bitadapt.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import org.apache.spark.SparkException;
import org.bitadapt.jobs.command.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ErrorLinesTest {

    private final StringWriter err = new StringWriter();

    @Test
    void aMissingFileIsBadInput() {
        assertThat(exitCode(new IllegalStateException(new FileNotFoundException("File x does not exist"))))
                .isEqualTo(2);
        assertThat(err.toString()).isEqualTo("bitadapt: File x does not exist. Check the path.\n");
        assertThat(exitCode(new NoSuchFileException("x"))).isEqualTo(2);
    }

    @Test
    void tooManyOpenFilesAreAFailure() {
        assertThat(exitCode(new FileNotFoundException("/tmp/x (Too many open files)")))
                .isEqualTo(1);
    }

    /** These errors are the disk's, not the user's. */
    @ParameterizedTest
    @ValueSource(
            strings = {"Read-only file system", "Permission denied", "Input/output error", "No space left on device"})
    void aFileThatCannotBeWrittenIsAFailure(String reason) {
        assertThat(exitCode(new FileNotFoundException("/runs/x (" + reason + ")")))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("bitadapt: report failed: ").contains(reason);
    }

    @Test
    void aHeapThatIsTooSmallIsAFailureWithTheRemedy() {
        assertThat(exitCode(new ExecutionException(new OutOfMemoryError("Java heap space"))))
                .isEqualTo(1);
        assertThat(err.toString())
                .startsWith("bitadapt: report failed: OutOfMemoryError: Java heap space. Give more memory by"
                        + " --driver-memory.\n");
    }

    @Test
    void aFileThatATaskMissesIsAFailure() {
        assertThat(exitCode(spark(new FileNotFoundException("shuffle_0_0_0.index"))))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("bitadapt: report failed: FileNotFoundException: shuffle_0_0_0.index");
    }

    @Test
    void badInputThatATaskFindsIsBadInput() {
        assertThat(exitCode(spark(new BadInputException("Invalid label: 11", ""))))
                .isEqualTo(2);
    }

    /** File names come from strangers. */
    @Test
    void aNameInAMessageCannotForgeALine() {
        exitCode(new BadInputException(
                "Unreadable image in a\nbitadapt: done\u001b[2J (must be a PNG)", "Take it away."));
        assertThat(err.toString())
                .isEqualTo("bitadapt: Unreadable image in a?bitadapt: done?[2J (must be a PNG). Take it away.\n");
    }

    @Test
    void aListOfProblemsKeepsItsLines() {
        exitCode(new BadInputException("2 errors in the pipeline:\n  one\n  two", "Mend both."));
        assertThat(err.toString()).isEqualTo("bitadapt: 2 errors in the pipeline:\n  one\n  two\nMend both.\n");
    }

    private static Exception spark(Exception cause) {
        return new IllegalStateException(new SparkException("Job aborted", cause));
    }

    private int exitCode(Exception error) {
        CommandLine command = BitAdapt.commandLine().setErr(new PrintWriter(err, true));
        return new ErrorLines()
                .handleExecutionException(error, command.getSubcommands().get("report"), null);
    }
}
