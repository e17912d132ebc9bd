package org.bitadapt.jobs.netadapt.latency;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bitadapt.common.channel.ChannelGroups;
import org.bitadapt.common.cost.NetworkCosts;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Node;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.jobs.config.NetAdaptConfig;
import org.bitadapt.jobs.netadapt.history.NetworkFigures;
import org.bitadapt.jobs.train.TrainingStart;
import org.bitadapt.netadapt.energy.Hardware;
import org.bitadapt.netadapt.energy.NetworkEnergy;
import org.bitadapt.netadapt.resource.Energy;
import org.bitadapt.netadapt.resource.Resource;
import org.bitadapt.netadapt.search.ProposalRules;
import org.bitadapt.runtime.latency.Measurement;

/** Finds out all that the networks of a search use: the latency is measured, everything else is computed. */
public final class NetworkMeasurer {

    private final WholeLatency latency;
    private final Resource resource;
    private final List<Resource> limited;
    private final boolean showsPlanes;
    private final Energy energy;
    private final List<String> classes;

    /**
     * A network that was measured.
     *
     * @param packed the packed model; empty for a float network, which has none
     */
    public record Measured(NetworkFigures figures, Measurement latency, Optional<byte[]> packed) {}

    /**
     * @param resource the resource that is saved
     * @param limited further resources that have a budget
     * @param config says the hardware whose energy is modelled beside the resource, and whether planes are taken
     * @param classes the names of the classes, for packed models
     */
    public NetworkMeasurer(
            WholeLatency latency,
            Resource resource,
            List<Resource> limited,
            NetAdaptConfig config,
            List<String> classes) {
        this.latency = latency;
        this.resource = resource;
        this.limited = List.copyOf(limited);
        this.showsPlanes = config.proposals() != ProposalRules.Takes.CHANNELS;
        this.energy = new Energy(Hardware.named(config.hardware()));
        this.classes = classes;
    }

    /** The resource that is saved. */
    public Resource resource() {
        return resource;
    }

    /** Energy and time of a network on the modelled accelerator. */
    public NetworkEnergy energy(NetworkSpec network) {
        return energy.of(LoweredNetwork.of(network));
    }

    /** Measures a network when no task runs. */
    public Measured measure(TrainingStart model) throws IOException {
        NetworkSpec network = model.network();
        Measurement measured = latency.measure(model);
        Optional<byte[]> packed =
                WholeLatency.packs(network) ? Optional.of(latency.pack(model, classes)) : Optional.empty();
        NetworkCosts costs = NetworkCosts.of(network);
        NetworkEnergy accelerator = energy(network);
        NetworkFigures figures = new NetworkFigures(
                resource.total(network),
                measured.medianMicros(),
                accelerator.microjoules(),
                costs.macs(),
                costs.weights(),
                packed.map(bytes -> (long) bytes.length).orElse(costs.floatBytes()),
                accelerator,
                channels(network),
                showsPlanes ? planes(network) : Map.of(),
                limits(network));
        return new Measured(figures, measured, packed);
    }

    private static Map<String, Integer> planes(NetworkSpec network) {
        Map<String, Integer> planes = new LinkedHashMap<>();
        for (Node node : network.weighted()) {
            WeightPrecision weights = ((LayerSpec.Weighted) node.layer()).weights();
            if (weights.hasPlanes()) {
                planes.put(node.name(), weights.planes());
            }
        }
        return planes;
    }

    private Map<String, Double> limits(NetworkSpec network) {
        Map<String, Double> amounts = new LinkedHashMap<>();
        limited.forEach(each -> amounts.put(each.kind().name().toLowerCase(Locale.ROOT), each.total(network)));
        return amounts;
    }

    private static Map<String, Integer> channels(NetworkSpec network) {
        Map<String, Integer> channels = new LinkedHashMap<>();
        ChannelGroups.of(network).prunable().forEach(group -> channels.put(group.name(), group.channels()));
        return channels;
    }
}
