package org.bitadapt.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;

/**
 * What a run is: {@code run.json}.
 *
 * @param command the command that made it, such as {@code train}
 * @param version of the tool that started it
 * @param seed of everything random in it
 * @param dataset the checksum of the data set
 * @param started when it was first started
 * @param attempts how often it was started, 1 or more
 * @param state where it is
 */
public record RunInfo(
        String command, String version, long seed, String dataset, Instant started, int attempts, State state) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where a run is. */
    public enum State {
        /** Begun; whether a job works on it now, its lock says. */
        RUNNING,
        /** All is done. */
        FINISHED,
        /** A job gave up; a rerun goes on. */
        FAILED
    }

    RunInfo resumed() {
        return new RunInfo(command, version, seed, dataset, started, attempts + 1, State.RUNNING);
    }

    RunInfo in(State next) {
        return new RunInfo(command, version, seed, dataset, started, attempts, next);
    }

    String toJson() {
        ObjectNode node = JSON.createObjectNode()
                .put("command", command)
                .put("version", version)
                .put("seed", seed)
                .put("dataset", dataset)
                .put("started", started.toString())
                .put("attempts", attempts)
                .put("state", state.name().toLowerCase(Locale.ROOT));
        return node.toPrettyString() + "\n";
    }

    static RunInfo fromJson(String text) throws IOException {
        JsonNode node = JSON.readTree(text);
        return new RunInfo(
                node.required("command").asText(),
                node.required("version").asText(),
                node.required("seed").asLong(),
                node.required("dataset").asText(),
                Instant.parse(node.required("started").asText()),
                node.required("attempts").asInt(),
                State.valueOf(node.required("state").asText().toUpperCase(Locale.ROOT)));
    }
}
