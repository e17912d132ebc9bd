package org.bitadapt.netadapt.latency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Where and how a table was measured.
 *
 * @param target what users call the device, such as {@code laptop}
 * @param machine processor and operating system
 * @param jvm name and version
 * @param engine of the runtime
 * @param threads of a session
 * @param date of the first measurement, ISO 8601
 */
public record LatencyHeader(String target, String machine, String jvm, String engine, int threads, String date)
        implements Serializable {

    /** The unit of all times. */
    public static final String UNIT = "us";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> KEYS = List.of("target", "unit", "machine", "jvm", "engine", "threads", "date");

    public LatencyHeader {
        if (target == null || target.isBlank()) {
            throw new IllegalArgumentException("Invalid target: '" + target + "' (must not be empty)");
        }
        if (threads < 1) {
            throw new IllegalArgumentException("Invalid threads: " + threads + " (must be at least 1)");
        }
    }

    /** This machine. */
    public static LatencyHeader here(String target, String engine, int threads, String date) {
        Runtime runtime = Runtime.getRuntime();
        String machine = System.getProperty("os.arch") + ", " + runtime.availableProcessors() + " processors, "
                + System.getProperty("os.name") + " " + System.getProperty("os.version");
        String jvm = System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version");
        return new LatencyHeader(target, machine, jvm, engine, threads, date);
    }

    /** Whether times of the other can stand in one table with these: all but the date agree. */
    public boolean comparable(LatencyHeader other) {
        return new LatencyHeader(target, machine, jvm, engine, threads, other.date).equals(other);
    }

    /** One line of JSON. */
    String toJson() {
        ObjectNode json = JSON.createObjectNode();
        json.put("target", target).put("unit", UNIT).put("machine", machine).put("jvm", jvm);
        json.put("engine", engine).put("threads", threads).put("date", date);
        return json.toString();
    }

    /**
     * Reads a line of JSON.
     *
     * @throws IllegalArgumentException if it is not valid; the message does not say where
     */
    static LatencyHeader fromJson(String line) {
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
        if (!UNIT.equals(json.get("unit").asText())) {
            throw new IllegalArgumentException(
                    "Invalid unit: " + json.get("unit").asText() + " (must be " + UNIT + ")");
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
