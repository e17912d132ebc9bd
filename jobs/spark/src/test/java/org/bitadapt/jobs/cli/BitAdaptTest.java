package org.bitadapt.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.command.Outcome;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class BitAdaptTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void quietAndVerboseExcludeEachOther() {
        Tool.Result result = Tool.run("inspect", "--network", "resnet20", "--quiet", "--verbose");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errors()).contains("--quiet").contains("--verbose");
        assertThat(Tool.run("inspect", "--network", "resnet20", "--quiet").exitCode())
                .isZero();
    }

    @Test
    void helpListsTheCommands() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString()).contains("Usage: bitadapt", "COMMAND", "measure");
    }

    @Test
    void versionIsTheBuilds() {
        assertThat(execute("--version")).isZero();
        assertThat(out.toString().lines())
                .satisfiesExactly(
                        build -> assertThat(build)
                                .matches("bitadapt \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?( \\(commit [0-9a-f]{7,}\\))?"),
                        java -> assertThat(java).matches("Java 17.* of .+"),
                        spark -> assertThat(spark).matches("Spark 3\\.5\\.\\d+"));
    }

    @Test
    void helpOfACommandShowsOptionsDefaultsAndExamples() {
        assertThat(execute("measure", "--help")).isZero();
        assertThat(out.toString())
                .contains("Measures a length.", "--length", "default: 3", "Examples:", "bitadapt measure");
    }

    @Test
    void resultIsATableWithoutJson() {
        assertThat(execute("measure")).isZero();
        assertThat(out.toString()).isEqualTo("length 3" + System.lineSeparator());
        assertThat(err.toString()).contains("measuring");
    }

    @Test
    void resultIsOneJsonObjectOnTheLastLineWithJson() throws Exception {
        assertThat(execute("measure", "--length", "4", "--json")).isZero();
        String last = out.toString().lines().reduce((first, second) -> second).orElseThrow();
        assertThat(new ObjectMapper().readTree(last).get("lengthMetres").intValue())
                .isEqualTo(4);
    }

    @Test
    void badInputIsOneLineWithTheRemedyAndExitCodeTwo() {
        assertThat(execute("measure", "--length", "-1")).isEqualTo(2);
        assertThat(lastErrorLine()).isEqualTo("bitadapt: Invalid length: -1 (must be 0 or more). Measure again.");
        assertThat(err.toString()).doesNotContain("\tat ");
    }

    @Test
    void badInputIsFoundInTheChainOfCauses() {
        assertThat(execute("measure", "--fail", "WRAPPED")).isEqualTo(2);
        assertThat(lastErrorLine()).isEqualTo("bitadapt: Invalid ruler: bent (must be straight)");
    }

    @Test
    void missingFilesAreBadInput() {
        assertThat(execute("measure", "--fail", "MISSING")).isEqualTo(2);
        assertThat(lastErrorLine()).isEqualTo("bitadapt: ruler.txt (No such file). Check the path.");
    }

    @Test
    void anArgumentThatAnotherLibraryRefusesIsAFailure() {
        assertThat(execute("measure", "--fail", "LIBRARY")).isEqualTo(1);
        assertThat(lastErrorLine()).startsWith("bitadapt: measure failed: NumberFormatException: For input string");
    }

    @Test
    void failuresAreOneLineWithTheRootCause() {
        assertThat(execute("measure", "--fail", "BROKEN")).isEqualTo(1);
        assertThat(lastErrorLine()).isEqualTo("bitadapt: measure failed: IllegalStateException: the ruler broke");
    }

    @Test
    void errorsOfTheJvmAreOneLineToo() {
        assertThat(execute("measure", "--fail", "ERROR")).isEqualTo(1);
        assertThat(lastErrorLine()).isEqualTo("bitadapt: measure failed: NoClassDefFoundError: ruler");
    }

    @Test
    void misspelledCommandsAndOptionsAreAnsweredWithASuggestion() {
        assertThat(execute("mesure")).isEqualTo(2);
        assertThat(err.toString()).contains("bitadapt: Unmatched argument", "Did you mean", "measure");
        assertThat(execute("measure", "--lenght", "3")).isEqualTo(2);
        assertThat(err.toString()).contains("--lenght", "--length", "`bitadapt measure --help`");
    }

    @Test
    void aMissingCommandIsBadInput() {
        assertThat(execute()).isEqualTo(2);
        assertThat(err.toString()).contains("bitadapt: Missing command", "`bitadapt --help`");
    }

    private int execute(String... args) {
        CommandLine line = BitAdapt.commandLine();
        line.addSubcommand(new Measure());
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    private String lastErrorLine() {
        return err.toString().lines().reduce((first, second) -> second).orElseThrow();
    }

    private enum Fail {
        NOT,
        WRAPPED,
        MISSING,
        LIBRARY,
        BROKEN,
        ERROR
    }

    @Command(name = "measure", description = "Measures a length.", footer = "  bitadapt measure --length 4")
    private static final class Measure extends JobCommand {

        @Option(names = "--length", description = "In metres (default: ${DEFAULT-VALUE}).")
        private int length = 3;

        @Option(names = "--fail")
        private Fail fail = Fail.NOT;

        @Override
        protected Outcome run(Console console) throws Exception {
            console.say("measuring");
            if (length < 0) {
                throw new BadInputException("Invalid length: " + length + " (must be 0 or more)", "Measure again.");
            }
            return switch (fail) {
                case NOT -> new Length(length);
                case WRAPPED ->
                    throw new IllegalStateException(
                            "Lost task 0", new IllegalArgumentException("Invalid ruler: bent (must be straight)"));
                case MISSING -> throw new FileNotFoundException("ruler.txt (No such file)");
                case LIBRARY -> new Length(Integer.parseInt("three"));
                case ERROR -> throw new NoClassDefFoundError("ruler");
                case BROKEN -> throw new Exception(new IllegalStateException("the ruler broke\ninto two"));
            };
        }
    }

    private record Length(int lengthMetres) implements Outcome {
        @Override
        public String describe() {
            return "length " + lengthMetres;
        }
    }
}
