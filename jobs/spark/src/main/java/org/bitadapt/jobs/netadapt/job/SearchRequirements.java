package org.bitadapt.jobs.netadapt.job;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.bitadapt.common.channel.ChannelGroups;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.config.NetAdaptConfig;
import org.bitadapt.netadapt.resource.ResourceKind;
import org.bitadapt.netadapt.search.ProposalRules;

/** What the settings of a search ask of the network that it shrinks. */
final class SearchRequirements {

    private SearchRequirements() {}

    /**
     * Refuses settings that do not suit a network.
     *
     * @throws BadInputException if a name that is excluded is not one of its layers, or if nothing is left that can save a
     *     resource
     */
    static void check(NetAdaptConfig config, NetworkSpec network) {
        ProposalRules rules = config.rules();
        try {
            rules.exclusions().require(network);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(e.getMessage(), "`bitadapt inspect` lists the layers of a network.");
        }
        if (rules.takes() != ProposalRules.Takes.CHANNELS
                || !rules.exclusions().patterns().isEmpty()) {
            requireCuts(config, rules, ChannelGroups.of(network));
        }
    }

    private static void requireCuts(NetAdaptConfig config, ProposalRules rules, ChannelGroups groups) {
        Set<ResourceKind> saved = new TreeSet<>(config.limits().budgets().keySet());
        saved.add(config.resource());
        for (ResourceKind kind : saved) {
            if (rules.cuts(groups, kind).isEmpty()) {
                throw new BadInputException(
                        "Nothing of " + groups.network().name() + " can save "
                                + kind.name().toLowerCase(Locale.ROOT)
                                + ": no group has channels and no layer has planes to take, as netadapt.proposals and"
                                + " netadapt.exclude allow",
                        "Exclude less, or take channels, too; a layer gives planes if its weights have 2 bits or more.");
            }
        }
    }
}
