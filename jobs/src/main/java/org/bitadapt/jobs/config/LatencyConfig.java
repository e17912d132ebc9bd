package org.bitadapt.jobs.config;

import java.io.Serializable;

/**
 * How latencies are known.
 *
 * @param target what the measured machine is called, when a table is made
 * @param table a table that {@code latency-table} made; empty to make one before the search
 * @param step channel counts of convolutions that are measured then: multiples of it, 1 or more
 * @param linearStep the same of linear layers
 * @param warmUpSeconds for which the first layer of a kind, and a whole network, run before they count; 0 to 60
 * @param measureSeconds for which a whole network is measured; 0 to 60
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
