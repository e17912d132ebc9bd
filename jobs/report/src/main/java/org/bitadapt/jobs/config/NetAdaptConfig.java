package org.bitadapt.jobs.config;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bitadapt.netadapt.pruning.FilterRanking;
import org.bitadapt.netadapt.resource.ResourceKind;
import org.bitadapt.netadapt.search.ChannelMultiples;
import org.bitadapt.netadapt.search.Exclusions;
import org.bitadapt.netadapt.search.ProposalRules;
import org.bitadapt.netadapt.search.ReductionSchedule.Amounts;
import org.bitadapt.netadapt.search.SelectionRule;

/**
 * The settings by which a network is adapted to a budget.
 *
 * @param resource the resource that is saved
 * @param hardware the hardware that energies are modelled for: a preset's name, or the path of a {@code .conf} file
 * @param channelMultiple the number that channel counts of convolutions are multiples of, 1 or more
 * @param linearMultiple the number that channel counts of linear layers are multiples of, 1 or more
 * @param proposals what proposals take: channels, planes or both
 * @param exclude names of layers that keep their channels and planes, with {@code *} and {@code ?}
 * @param filters the rule by which channels stay
 * @param selection the rule by which a proposal wins
 * @param seed the seed of the choice of the tunings' images
 * @param reduction how fast and how far the network shrinks
 * @param limits budgets of further resources
 * @param latency how latencies are measured
 * @param shortTerm the tuning of each proposal
 * @param longTerm the tuning of the last winner
 */
public record NetAdaptConfig(
        ResourceKind resource,
        String hardware,
        int channelMultiple,
        int linearMultiple,
        ProposalRules.Takes proposals,
        List<String> exclude,
        FilterRanking filters,
        SelectionRule selection,
        long seed,
        ReductionConfig reduction,
        LimitsConfig limits,
        LatencyConfig latency,
        ShortTermConfig shortTerm,
        LongTermConfig longTerm)
        implements Serializable {

    public NetAdaptConfig {
        exclude = List.copyOf(exclude);
        Set<ResourceKind> saved = saved(resource, limits);
        new Rules()
                .present("hardware", hardware)
                .atLeast("channel-multiple", channelMultiple, 1)
                .atLeast("linear-multiple", linearMultiple, 1)
                .check(
                        canTake(proposals, saved),
                        "proposals",
                        LimitsConfig.word(proposals),
                        "channels with a budget of " + words(saved, false) + ", which planes do not change; give "
                                + words(Set.of(ResourceKind.values()), true) + " a budget to take planes")
                .check(
                        !limits.budgets().containsKey(resource),
                        "limits." + LimitsConfig.word(resource),
                        limits.budgets().get(resource),
                        "1, because its budget is netadapt.reduction.budget")
                .check(
                        limits.budgets().isEmpty() || reduction.amounts() == Amounts.RELATIVE,
                        "reduction.amounts",
                        LimitsConfig.word(reduction.amounts()),
                        "relative with netadapt.limits, which are shares of the start")
                .enforce();
    }

    private static Set<ResourceKind> saved(ResourceKind resource, LimitsConfig limits) {
        Set<ResourceKind> saved = new TreeSet<>(limits.budgets().keySet());
        saved.add(resource);
        return saved;
    }

    /** Whether proposals can save every resource. */
    private static boolean canTake(ProposalRules.Takes takes, Set<ResourceKind> saved) {
        return switch (takes) {
            case CHANNELS -> true;
            case PLANES -> saved.stream().allMatch(ResourceKind::countsPlanes);
            case BOTH -> saved.stream().anyMatch(ResourceKind::countsPlanes);
        };
    }

    private static String words(Set<ResourceKind> kinds, boolean countingPlanes) {
        return kinds.stream()
                .filter(kind -> kind.countsPlanes() == countingPlanes)
                .sorted()
                .map(LimitsConfig::word)
                .collect(Collectors.joining(" or "));
    }

    /** The cuts that proposals may make. */
    public ProposalRules rules() {
        return new ProposalRules(
                proposals, new ChannelMultiples(channelMultiple, linearMultiple), new Exclusions(exclude));
    }
}
