package org.bitadapt.jobs.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.Invocation;
import picocli.CommandLine;

/** Runs commands of the tool one after the other, in this process, and reads their results. */
final class Steps {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final CommandLine tool;
    private final Console console;

    Steps(CommandLine tool, Console console) {
        this.tool = tool;
        this.console = console;
    }

    /**
     * Prints a command, runs it and gives its result as its JSON object.
     *
     * @throws Exception if the command fails
     */
    JsonNode run(String... arguments) throws Exception {
        console.say("");
        console.say("$ bitadapt " + String.join(" ", arguments));
        return JSON.valueToTree(Invocation.of(tool, arguments).run(console));
    }
}
