package org.bitadapt.jobs.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What became of a step.
 *
 * @param step its name
 * @param command what it runs
 * @param state done, up to date, skipped or failed
 * @param reason why it was not run; null if it was
 * @param seconds that it took now
 * @param outcome the command's JSON object; null if there is none
 * @param figures keys of the outcome for people
 */
record StepOutcome(
        String step,
        String command,
        String state,
        String reason,
        double seconds,
        JsonNode outcome,
        @JsonIgnore List<String> figures) {

    static StepOutcome done(StepDefinition step, StepRecord record) {
        return of(step, "done", null, record.seconds(), record.outcome());
    }

    /** A step whose result stands, or that was skipped: when it is its turn, nothing else is left. */
    static StepOutcome notRun(StepDefinition step, Decision decision) {
        return decision instanceof Decision.Stands stands
                ? of(step, "up to date", stands.reason(), 0, stands.record().outcome())
                : of(step, "skipped", decision.reason(), 0, null);
    }

    static StepOutcome failed(StepDefinition step, StepRecord record) {
        return of(step, "failed", record.error(), record.seconds(), null);
    }

    private static StepOutcome of(StepDefinition step, String state, String reason, double seconds, JsonNode outcome) {
        return new StepOutcome(
                step.name(),
                step.command().word(),
                state,
                reason,
                seconds,
                outcome,
                step.command().figures());
    }

    /** The figures of the outcome, or why there are none. */
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
