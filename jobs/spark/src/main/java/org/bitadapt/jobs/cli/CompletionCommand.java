package org.bitadapt.jobs.cli;

import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** {@code bitadapt completion}: prints a script that makes a shell complete commands and options. */
@Command(
        name = "completion",
        description = {
            "Prints a script by which bash and zsh complete commands and options.",
            "Load it once in every shell, such as by a line in ~/.bashrc."
        },
        footer = {"  source <(deploy/bin/bitadapt completion)", "  bitadapt completion > ~/.bitadapt-completion.bash"})
public final class CompletionCommand extends JobCommand {

    @Override
    protected CompletionOutcome run(Console console) {
        return new CompletionOutcome(AutoComplete.bash("bitadapt", BitAdapt.commandLine()));
    }
}
