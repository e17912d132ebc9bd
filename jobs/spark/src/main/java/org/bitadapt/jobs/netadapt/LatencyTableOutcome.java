package org.bitadapt.jobs.netadapt;

import java.util.Locale;
import java.util.Map;
import org.bitadapt.jobs.command.Outcome;

/**
 * The latency table that was measured.
 *
 * @param file the table's file
 * @param target the name of the machine
 * @param engine the engine that ran the layers
 * @param shapes the number of shapes that the network needs
 * @param rows the number of rows of the table
 * @param networkMicros the network's latency by the table; of several bit widths, that of the widest
 * @param widthMicros the latency of each bit width by the table; empty for a network of one width
 */
record LatencyTableOutcome(
        String file,
        String target,
        String engine,
        int shapes,
        int rows,
        double networkMicros,
        Map<String, Double> widthMicros)
        implements Outcome {

    @Override
    public String describe() {
        StringBuilder widths = new StringBuilder();
        widthMicros.forEach(
                (width, micros) -> widths.append(String.format(Locale.ROOT, "%n%s: %,.0f us", width, micros)));
        return widths.insert(0, network()).toString();
    }

    private String network() {
        return String.format(
                Locale.ROOT,
                "%s: %,d rows for target %s, engine %s; the %,d shapes of the network are in it.%n"
                        + "The network takes %,.0f us by the table.",
                file,
                rows,
                target,
                engine,
                shapes,
                networkMicros);
    }
}
