package org.bitadapt.jobs.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * A demand on the result of an earlier step.
 *
 * @param step the name of the step whose result must meet the demand
 * @param key a key of the result's JSON object
 * @param comparison the comparison of the key's figure with the value
 * @param value the value to compare with: a number, unless for {@link Comparison#EQUALS}
 */
record Condition(String step, String key, Comparison comparison, String value) {

    /** The ways to compare a figure. */
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

    /** Whether a result meets the demand; a result without the figure does not. */
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

    /** A sentence that says why a result does not meet the demand. */
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
