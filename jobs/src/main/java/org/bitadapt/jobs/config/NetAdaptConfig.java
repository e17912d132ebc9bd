package org.bitadapt.jobs.config;

import java.io.Serializable;
import org.bitadapt.netadapt.pruning.FilterRanking;
import org.bitadapt.netadapt.resource.ResourceKind;
import org.bitadapt.netadapt.search.ChannelMultiples;
import org.bitadapt.netadapt.search.SelectionRule;

/**
 * How a network is adapted to a budget.
 *
 * @param resource what is saved
 * @param hardware that energies are modelled for: a preset's name, or the path of a {@code .conf} file
 * @param channelMultiple channel counts of convolutions are multiples of it, 1 or more
 * @param linearMultiple the same of linear layers
 * @param filters which channels stay
 * @param selection which proposal wins
 * @param seed of the tunings' images
 * @param reduction how fast and how far
 * @param latency how latencies are known
 * @param shortTerm tuning of each proposal
 * @param longTerm tuning of the last winner
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
