package org.bitadapt.jobs.netadapt;

import org.bitadapt.jobs.command.CommandGroup;
import picocli.CommandLine.Command;

/** {@code bitadapt netadapt}. */
@Command(
        name = "netadapt",
        description = "Shrinks networks layer by layer until they meet a budget.",
        footer = "  bitadapt netadapt plan --network alexnet --resource MACS --reduction 0.025",
        subcommands = {PlanCommand.class})
public final class NetAdaptCommand extends CommandGroup {}
