package org.bitadapt.jobs.cli;

import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.command.Outcome;
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

    /**
     * The script that the command prints.
     *
     * @param script the text of the script, for bash and zsh
     */
    record Script(String script) implements Outcome {

        @Override
        public String describe() {
            return script;
        }
    }

    @Override
    protected Script run(Console console) {
        return new Script(AutoComplete.bash("bitadapt", BitAdapt.commandLine()));
    }
}
