package org.bitadapt.jobs.pipeline;

import java.util.List;
import java.util.Locale;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.command.TextTable;

/**
 * What a run of a pipeline came to.
 *
 * @param pipeline its name
 * @param state the folder that keeps its state
 * @param steps what became of each, in order
 * @param seconds in all
 */
record PipelineOutcome(String pipeline, String state, List<StepOutcome> steps, double seconds) implements Outcome {

    @Override
    public String describe() {
        TextTable table = new TextTable("Step", "State", "Seconds", "Figures");
        steps.forEach(step -> table.row(
                step.step(),
                step.state(),
                step.seconds() == 0 ? "-" : String.format(Locale.ROOT, "%.1f", step.seconds()),
                step.summary()));
        return table.toString();
    }
}
