package org.bitadapt.jobs.cli;

import java.util.List;
import java.util.Set;
import picocli.CommandLine.ParseResult;

/** The command line for tests of what calls it. */
public final class Tool {

    private Tool() {}

    /**
     * Reads a command line without running it.
     *
     * @return the command that would run, such as {@code bitadapt pipeline run}
     * @throws picocli.CommandLine.ParameterException if a command refuses it
     */
    public static String commandOf(List<String> arguments) {
        ParseResult parsed = BitAdapt.commandLine().parseArgs(arguments.toArray(String[]::new));
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        return parsed.commandSpec().qualifiedName();
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
