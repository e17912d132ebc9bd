package org.bitadapt.jobs.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The result of a step in a run of its pipeline.
 *
 * @param step the step's name
 * @param command the command that the step runs
 * @param state the state: done, up to date, skipped or failed
 * @param reason the reason why the step was not run; null if it was run
 * @param seconds the seconds that the step took in this run
 * @param outcome the JSON object of the command's result; null if there is none
 * @param figures the keys of the outcome that people look at
 */
record PipelineStepOutcome(
        String step,
        String command,
        String state,
        String reason,
        double seconds,
        JsonNode outcome,
        @JsonIgnore List<String> figures) {

    static PipelineStepOutcome done(PipelineStepDefinition step, PipelineStepRecord record) {
        return of(step, "done", null, record.seconds(), record.outcome());
    }

    /**
     * The outcome of a step whose result stands, or that was skipped: at the step's turn, no other decisions than these
     * remain.
     */
    static PipelineStepOutcome notRun(PipelineStepDefinition step, Decision decision) {
        return decision instanceof Decision.Stands stands
                ? of(step, "up to date", stands.reason(), 0, stands.record().outcome())
                : of(step, "skipped", decision.reason(), 0, null);
    }

    static PipelineStepOutcome failed(PipelineStepDefinition step, PipelineStepRecord record) {
        return of(step, "failed", record.error(), record.seconds(), null);
    }

    private static PipelineStepOutcome of(
            PipelineStepDefinition step, String state, String reason, double seconds, JsonNode outcome) {
        return new PipelineStepOutcome(
                step.name(),
                step.command().word(),
                state,
                reason,
                seconds,
                outcome,
                step.command().figures());
    }

    /** The figures of the outcome, or the reason why there are none. */
    String summary() {
        return outcome == null
                ? String.valueOf(reason).lines().findFirst().orElse("")
                : figures.stream()
                        .filter(key -> outcome.hasNonNull(key))
                        .map(key -> key + " " + text(outcome.get(key)))
                        .collect(Collectors.joining(", "));
    }

    private static String text(JsonNode value) {
        if (value.isIntegralNumber()) {
            return String.format(Locale.ROOT, "%,d", value.asLong());
        }
        return value.isNumber() ? String.format(Locale.ROOT, "%.4g", value.asDouble()) : value.asText();
    }
}
