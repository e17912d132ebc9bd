package org.bitadapt.jobs.netadapt;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Groups the commands of NetAdapt. */
@Command(
        name = "netadapt",
        description = "Shrinks networks layer by layer until they meet a budget.",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "COMMAND",
        headerHeading = "%n",
        descriptionHeading = "%n",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = "  bitadapt netadapt plan --network alexnet --resource MACS --reduction 0.025",
        subcommands = {PlanCommand.class})
public final class NetAdaptCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing command");
    }
}
