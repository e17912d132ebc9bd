package org.bitadapt.jobs.command;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * A command of the tool with its arguments, read and checked, for commands that run others in this process.
 *
 * <p>The tool has one instance of each command: what an invocation reads, the next one of the same command replaces.
 */
public final class Invocation {

    private final JobCommand command;
    private final CommandSpec spec;

    private Invocation(JobCommand command, CommandSpec spec) {
        this.command = command;
        this.spec = spec;
    }

    /**
     * Reads arguments.
     *
     * @param tool the root of all commands
     * @param arguments the command's name and its options
     * @throws CommandLine.ParameterException if the command refuses the arguments
     * @throws IllegalArgumentException if the arguments name no command that does anything
     */
    public static Invocation of(CommandLine tool, String... arguments) {
        ParseResult parsed = tool.parseArgs(arguments);
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        if (parsed.commandSpec().userObject() instanceof JobCommand command) {
            return new Invocation(command, parsed.commandSpec());
        }
        throw new IllegalArgumentException(
                "Invalid command: " + String.join(" ", arguments) + " (must be one that runs a job)");
    }

    /** The command with the arguments that it was given. */
    public CommandSpec spec() {
        return spec;
    }

    /**
     * Runs the command; its result is not printed.
     *
     * @param console shows progress and notes
     * @throws Exception every exception that the command throws
     */
    public Outcome run(Console console) throws Exception {
        return command.perform(console);
    }
}
