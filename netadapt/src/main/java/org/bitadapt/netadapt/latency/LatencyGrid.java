package org.bitadapt.netadapt.latency;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bitadapt.common.channel.ChannelGroup;
import org.bitadapt.common.channel.ChannelGroups;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.netadapt.search.ProposalRules.Takes;
import org.bitadapt.runtime.latency.GridSteps;
import org.bitadapt.runtime.latency.LayerKind;
import org.bitadapt.runtime.latency.LayerShape;
import org.bitadapt.runtime.latency.ShapeGrid;
import org.bitadapt.runtime.latency.ShapeGrid.Channels;

/**
 * The shapes that the layers of a network take when its channel groups shrink, by the rules of {@link ShapeGrid}. The
 * layers of the network's packed model take the same shapes.
 */
public final class LatencyGrid {

    private final LoweredNetwork network;
    private final ChannelGroups groups;
    private final Map<FeatureMap, ChannelGroup> groupOfMap = new HashMap<>();

    private LatencyGrid(NetworkSpec network) {
        this.network = LoweredNetwork.of(network);
        this.network.requireNoGroups();
        this.groups = ChannelGroups.of(network);
    }

    /**
     * The shapes to measure for a search that takes channels only.
     *
     * @param steps the distances between channel counts
     * @param least the smallest channel count that a search will ask for, at least 1
     * @return every shape once, in the order of the layers, largest channels first
     */
    public static List<LayerShape> of(NetworkSpec network, GridSteps steps, int least) {
        return of(network, Takes.CHANNELS, steps, least);
    }

    /**
     * The shapes to measure.
     *
     * @param takes what a search will take: with planes, layers have every number of planes up to their own; with planes
     *     only, they have their own channels only
     * @param steps the distances between channel counts
     * @param least the smallest channel count that a search will ask for, at least 1
     * @return every shape once, in the order of the layers, most planes and largest channels first
     */
    public static List<LayerShape> of(NetworkSpec network, Takes takes, GridSteps steps, int least) {
        return ShapeGrid.of(taken(new LatencyGrid(network).layers(), takes), steps, least);
    }

    /** The layers whose channels a search shrinks, by what it takes. */
    public static List<ShapeGrid.Layer> taken(List<ShapeGrid.Layer> layers, Takes takes) {
        return switch (takes) {
            case CHANNELS -> layers;
            case PLANES ->
                layers.stream()
                        .map(ShapeGrid.Layer::keepingChannels)
                        .flatMap(ShapeGrid.Layer::byPlanes)
                        .toList();
            case BOTH -> layers.stream().flatMap(ShapeGrid.Layer::byPlanes).toList();
        };
    }

    private List<ShapeGrid.Layer> layers() {
        groupOfMap.put(network.maps().get(0), groups.named(NetworkSpec.INPUT));
        List<ShapeGrid.Layer> layers = new ArrayList<>();
        for (Step step : network.steps()) {
            groupOfMap.put(step.output(), group(step));
            StepShapes.geometry(step)
                    .map(geometry -> new ShapeGrid.Layer(geometry, channels(step.input()), channels(step.output())))
                    .ifPresent(layers::add);
        }
        return layers;
    }

    private ChannelGroup group(Step step) {
        if (!(step instanceof Step.Product)) {
            return groupOfMap.get(step.input());
        }
        return groups.groups().stream()
                .filter(group -> group.producers().contains(step.name()))
                .findFirst()
                .orElseThrow();
    }

    private Channels channels(FeatureMap map) {
        ChannelGroup group = groupOfMap.get(map);
        boolean linear = network.products().stream()
                .filter(product -> group.producers().contains(product.name()))
                .allMatch(product -> StepShapes.geometry(product).kind() == LayerKind.LINEAR);
        return new Channels(group.channels(), group.prunable(), linear);
    }
}
