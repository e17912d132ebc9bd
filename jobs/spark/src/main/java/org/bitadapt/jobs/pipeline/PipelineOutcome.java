package org.bitadapt.jobs.pipeline;

import java.util.List;
import java.util.Locale;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.command.TextTable;

/**
 * The result of a run of a pipeline.
 *
 * @param pipeline the pipeline's name
 * @param state the folder that keeps the pipeline's state
 * @param steps the result of each step, in order
 * @param seconds the seconds of the whole run
 */
record PipelineOutcome(String pipeline, String state, List<PipelineStepOutcome> steps, double seconds)
        implements Outcome {

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
