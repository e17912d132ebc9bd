package org.bitadapt.jobs.config;

import java.io.Serializable;

/**
 * The settings by which latencies are measured.
 *
 * @param target the name of the measured machine in a table that is made
 * @param table the path of a table that {@code latency-table} made; empty to make a table before the search
 * @param step the number of which the channel counts of convolutions in a new table are multiples, 1 or more
 * @param linearStep the number of which the channel counts of linear layers in a new table are multiples, 1 or more
 * @param warmUpSeconds seconds for which the first layer of a kind, and a whole network, run before they are timed; 0
 *     to 60
 * @param measureSeconds seconds for which a whole network is measured; 0 to 60
 */
public record LatencyConfig(
        String target, String table, int step, int linearStep, double warmUpSeconds, double measureSeconds)
        implements Serializable {

    public LatencyConfig {
        new Rules()
                .present("target", target)
                .atLeast("step", step, 1)
                .atLeast("linear-step", linearStep, 1)
                .check(warmUpSeconds >= 0 && warmUpSeconds <= 60, "warm-up-seconds", warmUpSeconds, "0..60")
                .check(measureSeconds >= 0 && measureSeconds <= 60, "measure-seconds", measureSeconds, "0..60")
                .enforce();
    }
}
