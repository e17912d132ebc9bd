package org.bitadapt.jobs.netadapt;

import java.util.Locale;
import java.util.Map;
import org.bitadapt.jobs.command.Outcome;

/**
 * What an adaptation came to. What was not measured is null.
 *
 * @param run the run's folder
 * @param network its name
 * @param resource what was saved
 * @param unit of its amounts
 * @param iterations that the search took
 * @param end why it ended
 * @param initialResource what the network used at the start
 * @param finalResource what it uses now
 * @param latencyBeforeMicros measured whole, one image, one thread
 * @param latencyAfterMicros the same of the tuned network
 * @param latencyRatio after by before
 * @param heldOutAccuracyBefore on the held-out images of the search
 * @param heldOutAccuracy of the last winner on these, before the final tuning
 * @param testAccuracyBefore of the network at the start
 * @param testAccuracy of the tuned network
 * @param accuracyKept test accuracy after by before
 * @param channels by group now
 * @param arithmeticShare of the executor cores' time during iterations: tuning and scoring
 * @param model the packed model; null for a float32 network
 * @param bytes of the delivered model
 * @param seconds all told, interruptions not counted
 */
record AdaptationSummary(
        String run,
        String network,
        String resource,
        String unit,
        int iterations,
        String end,
        double initialResource,
        double finalResource,
        double latencyBeforeMicros,
        double latencyAfterMicros,
        double latencyRatio,
        double heldOutAccuracyBefore,
        double heldOutAccuracy,
        Double testAccuracyBefore,
        Double testAccuracy,
        Double accuracyKept,
        Map<String, Integer> channels,
        double arithmeticShare,
        String model,
        long bytes,
        double seconds)
        implements Outcome {

    @Override
    public String describe() {
        StringBuilder text = new StringBuilder();
        line(text, "Network", network);
        line(text, "Iterations", iterations + "; " + end);
        line(
                text,
                resource.toLowerCase(Locale.ROOT),
                SearchProgress.amount(initialResource) + " -> " + SearchProgress.amount(finalResource) + " " + unit
                        + String.format(Locale.ROOT, " (%.1f %%)", 100 * finalResource / initialResource));
        line(
                text,
                "Measured latency",
                String.format(
                        Locale.ROOT,
                        "%,.0f -> %,.0f us (%.1f %%)",
                        latencyBeforeMicros,
                        latencyAfterMicros,
                        100 * latencyRatio));
        line(text, "Test accuracy", percent(testAccuracyBefore) + " -> " + percent(testAccuracy));
        line(text, "Accuracy kept", percent(accuracyKept));
        line(text, "Channels", channels.toString().replaceAll("[{}]", ""));
        line(text, "Time", String.format(Locale.ROOT, "%.1f min", seconds / 60));
        line(text, "Run", run);
        line(text, "Packed model", model == null ? "none: a float32 network has no integer form" : model);
        return text.toString().stripTrailing();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-20s %s%n", name, value));
    }

    private static String percent(Double share) {
        return share == null ? "not measured" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
