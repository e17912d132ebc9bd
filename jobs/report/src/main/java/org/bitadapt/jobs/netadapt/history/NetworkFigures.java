package org.bitadapt.jobs.netadapt.history;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The resources that a network uses.
 *
 * @param resource the amount of the resource that the search saves, as the search counts it; latencies are those of the
 *     table
 * @param latencyMicros the measured latency of the whole network on one image and one thread
 * @param energyMicrojoules the modelled energy
 * @param macs the multiply-accumulates
 * @param weights the number of weights of convolutions and linear layers
 * @param bytes the bytes of the delivered model: the packed file, or float weights
 * @param channels the channels by channel group, in the order of the network
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
