package org.bitadapt.netadapt.search;

import java.util.Iterator;
import java.util.List;
import org.bitadapt.common.channel.ChannelGroups;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.netadapt.resource.Resource;

/**
 * Makes the proposals of one iteration: for each prunable group and each layer with planes to spare, as the rules allow,
 * the network that shrinks only this part. A network of several bit widths uses what its widest width uses.
 */
public final class Proposals {

    private final Resource resource;
    private final ProposalRules rules;

    /**
     * @param resource the resource that is constrained
     * @param multiples the channel counts that are allowed
     */
    public Proposals(Resource resource, ChannelMultiples multiples) {
        this(resource, ProposalRules.channels(multiples));
    }

    /**
     * @param resource the resource that is constrained
     * @param rules the cuts that are allowed
     */
    public Proposals(Resource resource, ProposalRules rules) {
        this.resource = resource;
        this.rules = rules;
    }

    /** The resource that is constrained. */
    Resource resource() {
        return resource;
    }

    /** Proposals by the same rules for another resource. */
    Proposals saving(Resource other) {
        return new Proposals(other, rules);
    }

    /**
     * Proposes for each part the largest allowed number of channels or planes, below the present number, with which the
     * network uses no more than {@code constraint}.
     *
     * <p>Numbers are tried one after the other from the largest, because measured latencies need not fall with the
     * channels. O(parts * numbers * nodes).
     *
     * @return one proposal per part that has an allowed number: groups in their order, then layers in theirs; infeasible
     *     proposals too
     */
    public List<Proposal> next(NetworkSpec network, double constraint) {
        ChannelGroups groups = ChannelGroups.of(network);
        return rules.cuts(groups, resource.kind()).stream()
                .map(cuts -> propose(groups, cuts.iterator(), constraint))
                .toList();
    }

    private Proposal propose(ChannelGroups groups, Iterator<Cut> cuts, double constraint) {
        Proposal proposal;
        do {
            Cut cut = cuts.next();
            NetworkSpec smaller = cut.of(groups);
            double used = resource.total(smaller);
            proposal = new Proposal(cut, smaller, used, used <= constraint);
        } while (!proposal.feasible() && cuts.hasNext());
        return proposal;
    }
}
