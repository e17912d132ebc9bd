package org.bitadapt.jobs.netadapt;

import java.util.Locale;
import org.bitadapt.jobs.command.Outcome;

/**
 * The latency table that was measured.
 *
 * @param file the table's file
 * @param target the name of the machine
 * @param engine the engine that ran the layers
 * @param shapes the number of shapes that the network needs
 * @param rows the number of rows of the table
 * @param networkMicros the network's latency by the table
 */
record LatencyTableOutcome(String file, String target, String engine, int shapes, int rows, double networkMicros)
        implements Outcome {

    @Override
    public String describe() {
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
