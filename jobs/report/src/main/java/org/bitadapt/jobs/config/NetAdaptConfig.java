package org.bitadapt.jobs.config;

import java.io.Serializable;
import org.bitadapt.netadapt.pruning.FilterRanking;
import org.bitadapt.netadapt.resource.ResourceKind;
import org.bitadapt.netadapt.search.ChannelMultiples;
import org.bitadapt.netadapt.search.SelectionRule;

/**
 * The settings by which a network is adapted to a budget.
 *
 * @param resource the resource that is saved
 * @param hardware the hardware that energies are modelled for: a preset's name, or the path of a {@code .conf} file
 * @param channelMultiple the number that channel counts of convolutions are multiples of, 1 or more
 * @param linearMultiple the number that channel counts of linear layers are multiples of, 1 or more
 * @param filters the rule by which channels stay
 * @param selection the rule by which a proposal wins
 * @param seed the seed of the choice of the tunings' images
 * @param reduction how fast and how far the network shrinks
 * @param latency how latencies are measured
 * @param shortTerm the tuning of each proposal
 * @param longTerm the tuning of the last winner
 */
public record NetAdaptConfig(
        ResourceKind resource,
        String hardware,
        int channelMultiple,
        int linearMultiple,
        FilterRanking filters,
        SelectionRule selection,
        long seed,
        ReductionConfig reduction,
        LatencyConfig latency,
        ShortTermConfig shortTerm,
        LongTermConfig longTerm)
        implements Serializable {

    public NetAdaptConfig {
        new Rules()
                .present("hardware", hardware)
                .atLeast("channel-multiple", channelMultiple, 1)
                .atLeast("linear-multiple", linearMultiple, 1)
                .enforce();
    }

    /** The channel counts that proposals may have. */
    public ChannelMultiples multiples() {
        return new ChannelMultiples(channelMultiple, linearMultiple);
    }
}
