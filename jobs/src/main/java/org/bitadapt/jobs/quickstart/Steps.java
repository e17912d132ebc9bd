package org.bitadapt.jobs.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.bitadapt.jobs.command.Console;
import picocli.CommandLine;

/** Runs commands of the tool one after the other, in this process, and reads their JSON results. */
final class Steps {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final CommandLine tool;
    private final Console console;

    Steps(CommandLine tool, Console console) {
        this.tool = tool;
        this.console = console;
    }

    /**
     * Prints a command, runs it and gives its result.
     *
     * @throws IllegalStateException if the command fails; it has said why by then
     */
    JsonNode run(String... arguments) {
        console.say("");
        console.say("$ bitadapt " + String.join(" ", arguments));
        String[] withJson = new String[arguments.length + 1];
        System.arraycopy(arguments, 0, withJson, 0, arguments.length);
        withJson[arguments.length] = "--json";
        PrintWriter out = tool.getOut();
        StringWriter captured = new StringWriter();
        int exitCode;
        try {
            tool.setOut(new PrintWriter(captured));
            exitCode = tool.execute(withJson);
        } finally {
            tool.setOut(out);
        }
        if (exitCode != 0) {
            throw new IllegalStateException("The step " + arguments[0] + " ended with exit code " + exitCode);
        }
        return lastLine(captured.toString());
    }

    private static JsonNode lastLine(String output) {
        String[] lines = output.strip().split("\\R");
        try {
            return JSON.readTree(lines[lines.length - 1]);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("No JSON in the last line of " + output, e);
        }
    }
}
