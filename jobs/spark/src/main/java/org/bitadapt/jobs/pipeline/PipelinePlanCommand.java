package org.bitadapt.jobs.pipeline;

import java.io.IOException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code bitadapt pipeline plan}. */
@Command(
        name = "plan",
        description = "Says which steps of a pipeline would run and why, without running any.",
        footer = {
            "  bitadapt pipeline plan --config conf/pipelines/cifar10-alexnet.conf",
            "  bitadapt pipeline plan --config conf/pipelines/cifar10-alexnet.conf --from export --json"
        })
public final class PipelinePlanCommand extends JobCommand {

    @Spec
    private CommandSpec spec;

    @Mixin
    private PipelineOptions pipeline;

    @Override
    protected PipelinePlanOutcome run(Console console) throws IOException {
        String from = pipeline.from();
        return pipeline.open(spec.root().commandLine(), console).plan(from);
    }
}
