package org.bitadapt.netadapt.search;

import java.util.List;
import java.util.PrimitiveIterator;
import org.bitadapt.common.channel.ChannelGroup;
import org.bitadapt.common.channel.ChannelGroups;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.netadapt.resource.Resource;

/** Makes the proposals of one iteration: for each prunable group, the network that shrinks only this group. */
public final class Proposals {

    private final Resource resource;
    private final ChannelMultiples multiples;

    /**
     * @param resource the resource that is constrained
     * @param multiples the channel counts that are allowed
     */
    public Proposals(Resource resource, ChannelMultiples multiples) {
        this.resource = resource;
        this.multiples = multiples;
    }

    /**
     * Proposes for each prunable group the largest allowed channel count, below the present count, with which the
     * network uses no more than {@code constraint}.
     *
     * <p>Counts are tried one after the other from the largest, because measured latencies need not fall with the
     * channels. O(groups * counts * nodes).
     *
     * @return one proposal per group that has an allowed count, in the order of the groups; infeasible proposals too
     */
    public List<Proposal> next(NetworkSpec network, double constraint) {
        ChannelGroups groups = ChannelGroups.of(network);
        return groups.prunable().stream()
                .filter(group -> multiples.below(group, network).findAny().isPresent())
                .map(group -> propose(groups, group, constraint))
                .toList();
    }

    private Proposal propose(ChannelGroups groups, ChannelGroup group, double constraint) {
        PrimitiveIterator.OfInt counts =
                multiples.below(group, groups.network()).iterator();
        Proposal proposal;
        do {
            int channels = counts.nextInt();
            NetworkSpec smaller = groups.withChannels(group, channels);
            double used = resource.total(smaller);
            proposal = new Proposal(group.name(), channels, smaller, used, used <= constraint);
        } while (!proposal.feasible() && counts.hasNext());
        return proposal;
    }
}
