package org.bitadapt.jobs.pipeline;

import java.util.List;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.command.TextTable;

/**
 * The plan of a run of a pipeline: what the run would do.
 *
 * @param pipeline the pipeline's name
 * @param state the folder that keeps the pipeline's state
 * @param steps the entries of the steps, in order
 */
record PipelinePlanOutcome(String pipeline, String state, List<Entry> steps) implements Outcome {

    /**
     * The plan of a step.
     *
     * @param step the step's name
     * @param action the action: run, up to date, skip, or undecided until the steps before the step have run
     * @param reason the reason of the action
     * @param arguments the arguments of the step's command line
     */
    record Entry(String step, String action, String reason, List<String> arguments) {

        static Entry of(PipelineStepDefinition step, Decision decision) {
            return new Entry(step.name(), decision.action(), decision.reason(), step.arguments());
        }
    }

    @Override
    public String describe() {
        TextTable table = new TextTable("Step", "Action", "Why");
        steps.forEach(step -> table.row(step.step(), step.action(), step.reason()));
        return table.toString();
    }
}
