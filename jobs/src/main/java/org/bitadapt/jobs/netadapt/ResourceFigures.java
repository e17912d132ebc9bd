package org.bitadapt.jobs.netadapt;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bitadapt.common.channel.ChannelGroups;
import org.bitadapt.common.cost.NetworkCosts;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.jobs.netadapt.history.NetworkFigures;
import org.bitadapt.netadapt.resource.Energy;
import org.bitadapt.netadapt.resource.Hardware;
import org.bitadapt.netadapt.resource.Resource;

/**
 * Computes what networks use.
 *
 * @param resource the resource that is saved
 * @param energy the model of energy, which is computed beside the resource
 */
record ResourceFigures(Resource resource, Energy energy) {

    static ResourceFigures of(Resource resource, String hardware) {
        return new ResourceFigures(resource, new Energy(Hardware.named(hardware)));
    }

    /**
     * All figures of a network.
     *
     * @param latencyMicros the measured latency
     * @param packedBytes the bytes of the packed model, or 0 for a float network
     */
    NetworkFigures of(NetworkSpec network, double latencyMicros, long packedBytes) {
        NetworkCosts costs = NetworkCosts.of(network);
        return new NetworkFigures(
                resource.total(network),
                latencyMicros,
                energy.total(network),
                costs.macs(),
                costs.weights(),
                packedBytes == 0 ? costs.floatBytes() : packedBytes,
                channels(network));
    }

    private static Map<String, Integer> channels(NetworkSpec network) {
        Map<String, Integer> channels = new LinkedHashMap<>();
        ChannelGroups.of(network).prunable().forEach(group -> channels.put(group.name(), group.channels()));
        return channels;
    }
}
