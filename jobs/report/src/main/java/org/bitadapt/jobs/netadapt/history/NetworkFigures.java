package org.bitadapt.jobs.netadapt.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bitadapt.netadapt.energy.NetworkEnergy;

/**
 * The resources that a network uses.
 *
 * @param resource the amount of the resource that the search saves, as the search counts it; latencies are those of the
 *     table
 * @param latencyMicros the measured latency of the whole network on one image and one thread
 * @param energyMicrojoules the energy on the modelled accelerator
 * @param macs the multiply-accumulates
 * @param weights the number of weights of convolutions and linear layers
 * @param bytes the bytes of the delivered model: the packed file, or float weights
 * @param accelerator energy and time on the modelled accelerator, layer by layer; null in searches of older versions
 * @param channels the channels by channel group, in the order of the network
 * @param planes the planes by layer, in the order of the network; empty if the search takes channels only
 * @param limits the amounts of the further resources that have a budget, by name; empty if there are none
 */
public record NetworkFigures(
        double resource,
        double latencyMicros,
        double energyMicrojoules,
        double macs,
        double weights,
        long bytes,
        NetworkEnergy accelerator,
        Map<String, Integer> channels,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Integer> planes,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Double> limits) {

    public NetworkFigures {
        channels = inOrder(channels);
        planes = planes == null ? Map.of() : inOrder(planes);
        limits = limits == null ? Map.of() : inOrder(limits);
    }

    private static <V> Map<String, V> inOrder(Map<String, V> values) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** These figures with others of the modelled accelerator. */
    public NetworkFigures withAccelerator(NetworkEnergy other) {
        return new NetworkFigures(
                resource, latencyMicros, other.microjoules(), macs, weights, bytes, other, channels, planes, limits);
    }
}
