package org.bitadapt.common.channel;

import java.util.List;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.NetworkSpec;

/**
 * The channel groups of a network.
 *
 * @param network what they were found in
 * @param groups every channel of the network belongs to one; ordered by first producer, the image's first
 */
public record ChannelGroups(NetworkSpec network, List<ChannelGroup> groups) {

    public ChannelGroups {
        groups = List.copyOf(groups);
    }

    /** Finds the groups of a network. */
    public static ChannelGroups of(NetworkSpec network) {
        return new ChannelGroups(network, new ChannelWalk(network).groups());
    }

    /** The groups that may lose channels. */
    public List<ChannelGroup> prunable() {
        return groups.stream().filter(ChannelGroup::prunable).toList();
    }

    /**
     * The group of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public ChannelGroup named(String name) {
        return groups.stream()
                .filter(group -> group.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Invalid channel group: " + name + " (must be one of network " + network.name() + ")"));
    }

    /**
     * The network with another number of channels in one group, all else the same.
     *
     * @param group a prunable one of {@link #groups}
     * @param channels at least 1
     * @throws IllegalArgumentException if the group is not prunable or of another network, or {@code channels < 1}
     */
    public NetworkSpec withChannels(ChannelGroup group, int channels) {
        if (!group.prunable() || !groups.contains(group)) {
            throw new IllegalArgumentException("Invalid channel group: " + group.name()
                    + " (must be a prunable one of network " + network.name() + ")");
        }
        return network.mapLayers(node -> node.layer() instanceof LayerSpec.Weighted layer
                        && group.producers().contains(node.name())
                ? layer.withOutputs(channels)
                : node.layer());
    }
}
