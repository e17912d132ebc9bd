package org.bitadapt.jobs.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * A demand on the result of an earlier step.
 *
 * @param step whose result
 * @param key of its JSON object
 * @param comparison with the value
 * @param value a number, unless for {@link Comparison#EQUALS}
 */
record Condition(String step, String key, Comparison comparison, String value) {

    /** How a figure is compared. */
    enum Comparison {
        AT_LEAST,
        AT_MOST,
        EQUALS;

        String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** Whether a result meets it; one without the figure does not. */
    boolean holds(JsonNode outcome) {
        JsonNode figure = outcome.path(key);
        if (figure.isMissingNode() || figure.isNull()) {
            return false;
        }
        return switch (comparison) {
            case AT_LEAST -> figure.asDouble() >= Double.parseDouble(value);
            case AT_MOST -> figure.asDouble() <= Double.parseDouble(value);
            case EQUALS -> figure.asText().equals(value);
        };
    }

    /** Why a result does not meet it. */
    String refusal(JsonNode outcome) {
        JsonNode figure = outcome.path(key);
        String found = figure.isMissingNode() || figure.isNull() ? "not measured" : figure.asText();
        return "'" + step + "' gave " + key + " " + found + ", not " + comparison.words() + " " + value;
    }

    @Override
    public String toString() {
        return "if " + key + " of '" + step + "' is " + comparison.words() + " " + value;
    }
}
