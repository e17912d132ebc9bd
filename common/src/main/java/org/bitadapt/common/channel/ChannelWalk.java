package org.bitadapt.common.channel;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Node;
import org.bitadapt.common.network.Shape;

/**
 * Finds channel groups: the image and every weighted layer start a set of channels, and sums unite sets.
 *
 * <p>O(nodes) but for the inverse Ackermann factor of union-find.
 */
final class ChannelWalk {

    /**
     * The channels of a feature map.
     *
     * @param set index of the set to which the channels belong, or belonged before that set was united with another
     * @param multiplicity consecutive values per channel
     */
    private record Channels(int set, int multiplicity) {}

    private final NetworkSpec network;
    private final Map<String, Shape> shapes;
    private final Map<String, Channels> channels = new HashMap<>();
    private final List<Integer> parents = new ArrayList<>();
    private final BitSet fixed = new BitSet();

    ChannelWalk(NetworkSpec network) {
        this.network = network;
        this.shapes = network.shapes();
    }

    List<ChannelGroup> groups() {
        channels.put(NetworkSpec.INPUT, newSet());
        network.nodes().forEach(node -> channels.put(node.name(), channelsOf(node)));
        fixed.set(channels.get(NetworkSpec.INPUT).set());
        fixed.set(channels.get(network.output().name()).set());
        return collect();
    }

    private Channels channelsOf(Node node) {
        Channels in = channels.get(node.input());
        LayerSpec layer = node.layer();
        if (layer instanceof LayerSpec.Weighted) {
            Channels out = newSet();
            if (layer instanceof LayerSpec.Conv2d convolution && convolution.groups() > 1) {
                // Channels of one group cannot go alone.
                fixed.set(in.set());
                fixed.set(out.set());
            }
            return out;
        }
        if (layer instanceof LayerSpec.Flatten) {
            Shape shape = shapes.get(node.input());
            return new Channels(in.set(), in.multiplicity() * shape.height() * shape.width());
        }
        if (layer instanceof LayerSpec.Add) {
            unite(in, channels.get(node.inputs().get(1)));
        } else if (layer instanceof LayerSpec.BatchNorm && in.multiplicity() > 1) {
            // This batch norm has constants per value and not per channel.
            fixed.set(in.set());
        }
        return in;
    }

    private Channels newSet() {
        parents.add(parents.size());
        return new Channels(parents.size() - 1, 1);
    }

    private void unite(Channels a, Channels b) {
        if (a.multiplicity() == b.multiplicity()) {
            int rootA = root(a.set());
            int rootB = root(b.set());
            parents.set(Math.max(rootA, rootB), Math.min(rootA, rootB));
        } else {
            fixed.set(a.set());
            fixed.set(b.set());
        }
    }

    private int root(int set) {
        int root = set;
        while (parents.get(root) != root) {
            parents.set(root, parents.get(parents.get(root)));
            root = parents.get(root);
        }
        return root;
    }

    private int group(String node) {
        return root(channels.get(node).set());
    }

    private List<ChannelGroup> collect() {
        Map<Integer, Members> members = new LinkedHashMap<>();
        members.put(
                group(NetworkSpec.INPUT),
                new Members(NetworkSpec.INPUT, network.input().channels()));
        for (Node node : network.nodes()) {
            if (node.layer() instanceof LayerSpec.Weighted layer) {
                members.get(group(node.input()))
                        .consumers
                        .add(new ChannelGroup.Consumer(
                                node.name(), channels.get(node.input()).multiplicity()));
                members.computeIfAbsent(group(node.name()), root -> new Members(node.name(), layer.outputs()))
                        .producers
                        .add(node.name());
            } else if (node.layer() instanceof LayerSpec.BatchNorm) {
                members.get(group(node.name())).normalizations.add(node.name());
            }
        }
        fixed.stream().forEach(set -> members.get(root(set)).prunable = false);
        return members.values().stream().map(Members::group).toList();
    }

    /** A group while it is collected. */
    private static final class Members {
        private final String name;
        private final int channels;
        private final List<String> producers = new ArrayList<>();
        private final List<String> normalizations = new ArrayList<>();
        private final List<ChannelGroup.Consumer> consumers = new ArrayList<>();
        private boolean prunable = true;

        Members(String name, int channels) {
            this.name = name;
            this.channels = channels;
        }

        ChannelGroup group() {
            return new ChannelGroup(name, channels, producers, normalizations, consumers, prunable);
        }
    }
}
