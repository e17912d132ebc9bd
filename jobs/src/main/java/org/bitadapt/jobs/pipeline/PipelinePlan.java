package org.bitadapt.jobs.pipeline;

import java.util.List;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.command.TextTable;

/**
 * What a run of a pipeline would do.
 *
 * @param pipeline its name
 * @param state the folder that keeps its state
 * @param steps in order
 */
record PipelinePlan(String pipeline, String state, List<Entry> steps) implements Outcome {

    /**
     * A step.
     *
     * @param step its name
     * @param action run, up to date, skip, or undecided until the steps before it have run
     * @param reason why
     * @param arguments of the command line
     */
    record Entry(String step, String action, String reason, List<String> arguments) {

        static Entry of(StepDefinition step, Decision decision) {
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
