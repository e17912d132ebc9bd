package org.bitadapt.jobs.pipeline;

import org.bitadapt.jobs.command.CommandGroup;
import picocli.CommandLine.Command;

/** The command {@code bitadapt pipeline}. */
@Command(
        name = "pipeline",
        description = "Runs the steps of a definition, such as those in conf/pipelines, of which something changed.",
        footer = {
            "  bitadapt pipeline run --config conf/pipelines/generated-images.conf",
            "  bitadapt pipeline plan --config conf/pipelines/cifar10-alexnet.conf"
        },
        subcommands = {PipelineRunCommand.class, PipelinePlanCommand.class})
public final class PipelineCommand extends CommandGroup {}
