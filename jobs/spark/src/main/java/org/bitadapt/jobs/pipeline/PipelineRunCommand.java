package org.bitadapt.jobs.pipeline;

import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.command.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code bitadapt pipeline run}. */
@Command(
        name = "run",
        description = {
            "Runs the steps of a pipeline of which something changed.",
            "All in one Spark application. A step is left alone when its options, what it reads and the version are as they"
                    + " were and what it made is still there. A step that fails stops the pipeline; the next run goes on"
                    + " with it. Conditions that do not hold skip a step and those that need it."
        },
        footer = {
            "  bitadapt pipeline run --config conf/pipelines/generated-images.conf",
            "  bitadapt pipeline run --config conf/pipelines/generated-images.conf --set"
                    + " steps.train.set.train.epochs=4",
            "  bitadapt pipeline run --config conf/pipelines/cifar10-alexnet.conf --from evaluate"
        })
public final class PipelineRunCommand extends JobCommand {

    @Spec
    private CommandSpec spec;

    @Mixin
    private PipelineOptions pipeline;

    @Option(names = "--dry-run", description = "Only say what would be done, as `bitadapt pipeline plan` does.")
    private boolean dryRun;

    @Override
    protected Outcome run(Console console) throws Exception {
        // The steps' arguments are read by the same parser, so this command's own arguments are kept before.
        String from = pipeline.from();
        boolean onlyPlan = dryRun;
        PipelineRun run = pipeline.open(spec.root().commandLine(), console);
        return onlyPlan ? run.plan(from) : run.run(from);
    }
}
