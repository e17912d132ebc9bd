package org.bitadapt.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bitadapt.jobs.command.Version;
import org.bitadapt.runtime.image.Fit;

/**
 * The info of a run, kept as {@code run.json}.
 *
 * @param command the command that made the run, such as {@code train}
 * @param version the version of the tool that started the run
 * @param seed the seed of everything random in the run
 * @param data the data set that the run works on
 * @param started the time of the run's first start
 * @param attempts the number of starts, 1 or more
 * @param state the state of the run
 */
public record RunInfo(
        String command, String version, long seed, RunData data, Instant started, int attempts, State state) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FIT = "fit";
    private static final String DATA_NAME = "datasetName";
    private static final String DATA_LOCATION = "datasetLocation";

    /** The states of a run. */
    public enum State {
        /** A job works on the run. */
        RUNNING,
        /**
         * The run has begun, but no job works on it now, because its job was stopped or killed. A rerun goes on. This
         * state is never written.
         */
        INTERRUPTED,
        /** The run's job has done all its work. */
        FINISHED,
        /** The run's job gave up; a rerun goes on. */
        FAILED
    }

    /** The info of a run that the running version of the tool starts now. */
    public static RunInfo starting(String command, long seed, RunData data) {
        return new RunInfo(
                command,
                Version.current(),
                seed,
                data,
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                1,
                State.RUNNING);
    }

    /** The info of this run, started once more; a run that did not keep its classes does so from now on. */
    RunInfo resumed(List<String> names) {
        return new RunInfo(command, version, seed, data.with(names), started, attempts + 1, State.RUNNING);
    }

    RunInfo in(State next) {
        return new RunInfo(command, version, seed, data, started, attempts, next);
    }

    String toJson() {
        ObjectNode node = JSON.createObjectNode()
                .put("command", command)
                .put("version", version)
                .put("seed", seed)
                .put("dataset", data.checksum())
                .put(DATA_NAME, data.name())
                .put(DATA_LOCATION, data.location())
                .put("started", started.toString())
                .put("attempts", attempts)
                .put("state", state.name().toLowerCase(Locale.ROOT))
                .put(FIT, data.fit().word());
        if (!data.classes().isEmpty()) {
            data.classes().forEach(node.putArray("classes")::add);
        }
        return node.toPrettyString() + "\n";
    }

    /** Throws {@link IOException} or {@link IllegalArgumentException} if the text is not what {@link #toJson} wrote. */
    static RunInfo fromJson(String text) throws IOException {
        JsonNode node = JSON.readTree(text);
        List<String> classes = new ArrayList<>();
        node.path("classes").forEach(name -> classes.add(name.asText()));
        return new RunInfo(
                node.required("command").asText(),
                node.required("version").asText(),
                node.required("seed").asLong(),
                new RunData(
                        node.required("dataset").asText(),
                        node.path(DATA_NAME).asText(),
                        node.path(DATA_LOCATION).asText(),
                        classes,
                        Fit.of(node.path(FIT).asText(Fit.CROP.word()))),
                Instant.parse(node.required("started").asText()),
                node.required("attempts").asInt(),
                State.valueOf(node.required("state").asText().toUpperCase(Locale.ROOT)));
    }
}
