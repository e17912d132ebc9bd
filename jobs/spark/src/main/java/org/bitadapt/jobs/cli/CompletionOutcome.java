package org.bitadapt.jobs.cli;

import org.bitadapt.jobs.command.Outcome;

/**
 * The script that the command prints.
 *
 * @param script the text of the script, for bash and zsh
 */
record CompletionOutcome(String script) implements Outcome {

    @Override
    public String describe() {
        return script;
    }
}
