package org.bitadapt.jobs.netadapt;

import java.io.IOException;
import java.util.List;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.config.NetworkOptions;
import org.bitadapt.netadapt.resource.Resource;
import org.bitadapt.netadapt.resource.ResourceKind;
import org.bitadapt.netadapt.search.ChannelMultiples;
import org.bitadapt.netadapt.search.Exclusions;
import org.bitadapt.netadapt.search.Proposal;
import org.bitadapt.netadapt.search.ProposalRules;
import org.bitadapt.netadapt.search.Proposals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code bitadapt netadapt plan}. */
@Command(
        name = "plan",
        description = {
            "Shows the proposals of a search's next iteration without training anything.",
            "For each channel group they are the most channels with which the network meets the constraint, and for each"
                    + " layer the most planes."
        },
        footer = {
            "  bitadapt netadapt plan --network alexnet-cifar --resource MACS --reduction 0.025",
            "  bitadapt netadapt plan --network resnet20 --resource ENERGY --hardware tangram --reduction 0.05",
            "  bitadapt netadapt plan --network alexnet --resource WEIGHTS --linear-multiple 64 --json",
            "  bitadapt netadapt plan --network mine.json --precision own --resource MEMORY --proposals BOTH --exclude 'fc*'"
        })
public final class PlanCommand extends JobCommand {

    @Mixin
    private NetworkOptions network;

    @Mixin
    private ResourceOptions resource;

    @Option(
            names = "--reduction",
            paramLabel = "SHARE",
            defaultValue = "0.025",
            description = "Share of the resource to save, above 0 and below 1 (default: ${DEFAULT-VALUE}).")
    private double reduction;

    @Option(
            names = "--channel-multiple",
            paramLabel = "N",
            defaultValue = "8",
            description = "Channel counts are multiples of it (default: ${DEFAULT-VALUE}).")
    private int channelMultiple;

    @Option(
            names = "--linear-multiple",
            paramLabel = "N",
            description = "Outputs of linear layers are multiples of N (default: the value of --channel-multiple).")
    private Integer linearMultiple;

    @Option(
            names = "--proposals",
            paramLabel = "WHAT",
            defaultValue = "CHANNELS",
            description = "What proposals take: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private ProposalRules.Takes proposals;

    @Option(
            names = "--exclude",
            paramLabel = "NAME",
            split = ",",
            description = "Layers that keep their channels and planes; * is any text, ? one character.")
    private List<String> exclude = List.of();

    @Override
    protected PlanOutcome run(Console console) throws IOException {
        if (!(reduction > 0 && reduction < 1)) {
            throw new BadInputException("Invalid --reduction: " + reduction + " (must be above 0 and below 1)", "");
        }
        NetworkSpec spec = network.spec(console::say);
        Resource constrained = resource.resource();
        requirePlanes(constrained.kind());
        Exclusions exclusions = new Exclusions(exclude);
        exclusions.require(spec);
        ChannelMultiples multiples =
                new ChannelMultiples(channelMultiple, linearMultiple == null ? channelMultiple : linearMultiple);
        double initial = constrained.total(spec);
        double constraint = initial * (1 - reduction);
        List<Proposal> next =
                new Proposals(constrained, new ProposalRules(proposals, multiples, exclusions)).next(spec, constraint);
        return PlanOutcome.of(spec, constrained, initial, constraint, next, exclusions.layers(spec));
    }

    private void requirePlanes(ResourceKind kind) {
        if (proposals != ProposalRules.Takes.CHANNELS && !kind.countsPlanes()) {
            throw new BadInputException(
                    "Invalid --proposals: " + proposals + " (must be CHANNELS with --resource " + kind
                            + ", which planes do not change)",
                    "Planes take LATENCY, ENERGY, EDP and MEMORY.");
        }
    }
}
