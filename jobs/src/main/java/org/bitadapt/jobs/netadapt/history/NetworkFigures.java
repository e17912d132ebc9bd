package org.bitadapt.jobs.netadapt.history;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a network uses.
 *
 * @param resource what the search saves, as it counts it: by the table for latencies
 * @param latencyMicros of the whole network on one image and one thread, measured
 * @param energyMicrojoules modelled
 * @param macs multiply-accumulates
 * @param weights of convolutions and linear layers
 * @param bytes of the delivered model: the packed file, or float weights
 * @param channels by channel group, in the order of the network
 */
public record NetworkFigures(
        double resource,
        double latencyMicros,
        double energyMicrojoules,
        double macs,
        double weights,
        long bytes,
        Map<String, Integer> channels) {

    public NetworkFigures {
        channels = Collections.unmodifiableMap(new LinkedHashMap<>(channels));
    }
}
