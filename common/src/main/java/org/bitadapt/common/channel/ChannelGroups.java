package org.bitadapt.common.channel;

import java.util.List;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.NetworkSpec;

/**
 * The channel groups of a network.
 *
 * @param network the network in which the groups were found
 * @param groups the groups, ordered by first producer, the image's first; every channel of the network belongs to one
 *     group
 */
public record ChannelGroups(NetworkSpec network, List<ChannelGroup> groups) {

    public ChannelGroups {
        groups = List.copyOf(groups);
    }

    /** Finds the groups of a network. */
    public static ChannelGroups of(NetworkSpec network) {
        return new ChannelGroups(network, new ChannelWalk(network).groups());
    }

    /** The groups from which channels may be pruned. */
    public List<ChannelGroup> prunable() {
        return groups.stream().filter(ChannelGroup::prunable).toList();
    }

    /**
     * The group with the given name.
     *
     * @throws IllegalArgumentException if no group has the name
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
     * @param group a prunable group out of {@link #groups}
     * @param channels the new number of channels, at least 1
     * @throws IllegalArgumentException if the group is not prunable or belongs to another network, or if {@code
     *     channels < 1}
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
