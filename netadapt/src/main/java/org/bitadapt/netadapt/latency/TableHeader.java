package org.bitadapt.netadapt.latency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.bitadapt.runtime.latency.LatencyHeader;

/** Reads the headers of tables. */
final class TableHeader {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> KEYS = List.of("target", "unit", "machine", "jvm", "engine", "threads", "date");

    private TableHeader() {}

    /**
     * Reads a line of JSON.
     *
     * @throws IllegalArgumentException if the line is not valid; the message does not say where the line is
     */
    static LatencyHeader parse(String line) {
        JsonNode json;
        try {
            json = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Invalid header: " + line + " (must be a JSON object)", e);
        }
        List<String> missing = new ArrayList<>(KEYS);
        missing.removeIf(json::has);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("Invalid header: " + line + " (must have " + missing + ")");
        }
        if (!LatencyHeader.UNIT.equals(json.get("unit").asText())) {
            throw new IllegalArgumentException(
                    "Invalid unit: " + json.get("unit").asText() + " (must be " + LatencyHeader.UNIT + ")");
        }
        return new LatencyHeader(
                json.get("target").asText(),
                json.get("machine").asText(),
                json.get("jvm").asText(),
                json.get("engine").asText(),
                json.get("threads").asInt(),
                json.get("date").asText());
    }
}
