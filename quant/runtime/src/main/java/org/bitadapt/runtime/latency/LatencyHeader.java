package org.bitadapt.runtime.latency;

import java.io.Serializable;
import java.util.Locale;

/**
 * Where and how a table was measured.
 *
 * @param target what users call the device, such as {@code laptop}
 * @param machine the processor and the operating system
 * @param jvm the name and version of the JVM
 * @param engine the name of the engine
 * @param threads the number of threads of the engine
 * @param date the date of the first measurement, ISO 8601
 */
public record LatencyHeader(String target, String machine, String jvm, String engine, int threads, String date)
        implements Serializable {

    /** The unit of all times. */
    public static final String UNIT = "us";

    /** Checks the target and the threads. */
    public LatencyHeader {
        if (target == null || target.isBlank()) {
            throw new IllegalArgumentException("Invalid target: '" + target + "' (must not be empty)");
        }
        if (threads < 1) {
            throw new IllegalArgumentException("Invalid threads: " + threads + " (must be at least 1)");
        }
    }

    /**
     * The header of measurements in this JVM on this machine.
     *
     * @param target what users call this machine
     * @param engine the name of the engine
     * @param threads the number of threads of the engine
     * @param date the date of the first measurement, ISO 8601
     * @return a header for what is measured in this JVM
     */
    public static LatencyHeader here(String target, String engine, int threads, String date) {
        Runtime runtime = Runtime.getRuntime();
        String machine = System.getProperty("os.arch") + ", " + runtime.availableProcessors() + " processors, "
                + System.getProperty("os.name") + " " + System.getProperty("os.version");
        String jvm = System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version");
        return new LatencyHeader(target, machine, jvm, engine, threads, date);
    }

    /**
     * Whether times of a table with the header {@code json} can be compared with times under this header: all but the
     * date agree.
     */
    boolean comparable(String json) {
        return json.startsWith(undated());
    }

    /**
     * The header as a table's first line.
     *
     * @return one line of JSON; the date is the last member
     */
    String json() {
        return undated() + quoted(date) + "}";
    }

    private String undated() {
        return "{\"target\":" + quoted(target) + ",\"unit\":" + quoted(UNIT) + ",\"machine\":" + quoted(machine)
                + ",\"jvm\":" + quoted(jvm) + ",\"engine\":" + quoted(engine) + ",\"threads\":" + threads
                + ",\"date\":";
    }

    /** A JSON string: quotes, backslashes and control characters escaped (RFC 8259, section 7). */
    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
