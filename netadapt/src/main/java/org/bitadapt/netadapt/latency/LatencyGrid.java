package org.bitadapt.netadapt.latency;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.bitadapt.common.channel.ChannelGroup;
import org.bitadapt.common.channel.ChannelGroups;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.NetworkSpec;

/**
 * The shapes that the layers of a network take when its channel groups shrink.
 *
 * <p>For each layer all pairs of its input and output channel counts: from the smallest that is asked for, by multiples
 * of a step, to the present one. Groups that cannot shrink have one count.
 */
public final class LatencyGrid {

    private final NetworkSpec network;
    private final GridSteps steps;
    private final int least;
    private final Map<Integer, ChannelGroup> groupOfMap = new HashMap<>();
    private final ChannelGroups groups;

    private LatencyGrid(NetworkSpec network, GridSteps steps, int least) {
        this.network = network;
        this.steps = steps;
        this.least = least;
        this.groups = ChannelGroups.of(network);
    }

    /**
     * The shapes to measure.
     *
     * @param steps between channel counts
     * @param least the smallest channel count that a search will ask for, at least 1
     * @return each once, in the order of the layers, largest channels first
     */
    public static List<LayerShape> of(NetworkSpec network, GridSteps steps, int least) {
        if (least < 1) {
            throw new IllegalArgumentException("Invalid least channels: " + least + " (must be at least 1)");
        }
        return List.copyOf(new LatencyGrid(network, steps, least).shapes());
    }

    private Set<LayerShape> shapes() {
        LoweredNetwork lowered = LoweredNetwork.of(network);
        groupOfMap.put(0, groups.named(NetworkSpec.INPUT));
        Set<LayerShape> shapes = new LinkedHashSet<>();
        for (Step step : lowered.steps()) {
            groupOfMap.put(step.output().index(), group(step));
            LayerGeometry.of(step).ifPresent(geometry -> add(step, geometry, shapes));
        }
        return shapes;
    }

    private ChannelGroup group(Step step) {
        if (!(step instanceof Step.Product)) {
            return groupOfMap.get(step.input().index());
        }
        return groups.groups().stream()
                .filter(group -> group.producers().contains(step.name()))
                .findFirst()
                .orElseThrow();
    }

    private void add(Step step, LayerGeometry geometry, Set<LayerShape> shapes) {
        for (int inputs : counts(step.input())) {
            if (geometry.kind().channelwise()) {
                shapes.add(new LayerShape(geometry, inputs, inputs));
            } else {
                counts(step.output()).forEach(outputs -> shapes.add(new LayerShape(geometry, inputs, outputs)));
            }
        }
    }

    /** Descending. */
    private SortedSet<Integer> counts(FeatureMap map) {
        ChannelGroup group = groupOfMap.get(map.index());
        SortedSet<Integer> counts = new TreeSet<>(Comparator.reverseOrder());
        counts.add(group.channels());
        if (group.prunable()) {
            counts.add(Math.min(least, group.channels()));
            int step = step(group);
            for (int count = step; count < group.channels(); count += step) {
                counts.add(count);
            }
        }
        return counts;
    }

    private int step(ChannelGroup group) {
        boolean linear = group.producers().stream()
                .allMatch(producer -> network.node(producer).layer() instanceof LayerSpec.Linear);
        return linear ? steps.linears() : steps.convolutions();
    }
}
