package org.bitadapt.jobs.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import org.bitadapt.jobs.spark.LocalSpark;
import picocli.CommandLine.ParseResult;

/** Runs the tool's command line in tests. */
public final class Tool {

    private Tool() {}

    /**
     * Reads a command line without running it.
     *
     * @return the command that would run, such as {@code bitadapt pipeline run}
     * @throws picocli.CommandLine.ParameterException if a command refuses the arguments
     */
    public static String commandOf(List<String> arguments) {
        ParseResult parsed = BitAdapt.commandLine().parseArgs(arguments.toArray(String[]::new));
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        return parsed.commandSpec().qualifiedName();
    }

    /**
     * The end of a command.
     *
     * @param exitCode the exit code: 0, 1 or 2
     * @param output the text that the command wrote to standard output
     * @param errors the text that the command wrote to standard error, progress included
     */
    public record Result(int exitCode, String output, String errors) {

        /** The lines that say what went wrong: a command that failed has one line, other commands have none. */
        public List<String> failures() {
            return errors.lines().filter(line -> line.startsWith("bitadapt: ")).toList();
        }
    }

    /** Runs a command in this JVM, in the Spark session that tests share. */
    public static Result run(String... arguments) {
        LocalSpark.session();
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        int exitCode = BitAdapt.commandLine()
                .setOut(new PrintWriter(output))
                .setErr(new PrintWriter(errors))
                .execute(arguments);
        return new Result(exitCode, output.toString(), errors.toString());
    }

    /** The options of a command, such as {@code --data}. */
    public static Set<String> optionsOf(String command) {
        return BitAdapt.commandLine()
                .getSubcommands()
                .get(command)
                .getCommandSpec()
                .optionsMap()
                .keySet();
    }
}
