package org.bitadapt.netadapt.search;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bitadapt.common.channel.ChannelGroup;
import org.bitadapt.common.channel.ChannelGroups;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.Node;
import org.bitadapt.netadapt.resource.ResourceKind;

/**
 * Which cuts a search may propose.
 *
 * @param takes what proposals take
 * @param multiples the channel counts that are allowed
 * @param exclusions the layers that keep what they have
 */
public record ProposalRules(Takes takes, ChannelMultiples multiples, Exclusions exclusions) implements Serializable {

    /** What proposals take. */
    public enum Takes {
        /** Channels of a group. */
        CHANNELS,
        /** Planes of a layer. */
        PLANES,
        /** Channels of a group, or planes of a layer. */
        BOTH
    }

    /** Channels of all groups, with the given counts. */
    public static ProposalRules channels(ChannelMultiples multiples) {
        return new ProposalRules(Takes.CHANNELS, multiples, Exclusions.NONE);
    }

    /**
     * The allowed cuts of every part of a network: of the prunable groups in their order, then of the layers in theirs.
     * Layers are left out for a resource that their planes do not change.
     *
     * @param groups the groups of the network
     * @param resource what the cuts are to save
     * @return a list for each part that can shrink, with the smallest cut first
     */
    public List<List<Cut>> cuts(ChannelGroups groups, ResourceKind resource) {
        List<List<Cut>> cuts = new ArrayList<>();
        if (takes != Takes.PLANES) {
            groups.prunable().stream()
                    .filter(group -> !exclusions.cover(group))
                    .map(group -> channels(group, groups))
                    .forEach(cuts::add);
        }
        if (takes != Takes.CHANNELS && resource.countsPlanes()) {
            groups.network().weighted().stream()
                    .filter(node -> !exclusions.cover(node.name()))
                    .map(ProposalRules::planes)
                    .forEach(cuts::add);
        }
        return cuts.stream().filter(series -> !series.isEmpty()).toList();
    }

    private List<Cut> channels(ChannelGroup group, ChannelGroups groups) {
        return multiples
                .below(group, groups.network())
                .<Cut>mapToObj(count -> new Cut.Channels(group.name(), count))
                .toList();
    }

    private static List<Cut> planes(Node node) {
        int planes = ((LayerSpec.Weighted) node.layer()).weights().planes();
        return IntStream.range(1, planes)
                .<Cut>mapToObj(taken -> new Cut.Planes(node.name(), planes - taken))
                .toList();
    }
}
