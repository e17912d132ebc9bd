package org.bitadapt.jobs.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.Invocation;
import picocli.CommandLine;

/** Runs commands of the tool one after the other, in this process, and reads their results. */
final class QuickstartSteps {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final CommandLine tool;
    private final Console console;

    private final QuickstartFolder folder;

    /** @param folder the folder, which lists what every step made */
    QuickstartSteps(CommandLine tool, Console console, QuickstartFolder folder) {
        this.tool = tool;
        this.console = console;
        this.folder = folder;
    }

    /**
     * Prints a command, runs it and returns its result as a JSON object.
     *
     * @throws Exception if the command fails
     */
    JsonNode run(String... arguments) throws Exception {
        console.say("");
        console.say("$ bitadapt " + String.join(" ", arguments));
        try {
            return JSON.valueToTree(Invocation.of(tool, arguments).run(console));
        } finally {
            folder.mark();
        }
    }
}
