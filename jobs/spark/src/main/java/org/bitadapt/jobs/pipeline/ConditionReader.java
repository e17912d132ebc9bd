package org.bitadapt.jobs.pipeline;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitadapt.common.text.Suggestions;
import org.bitadapt.jobs.pipeline.Condition.Comparison;

/** Reads the conditions of a step: one section, or a list of them. */
final class ConditionReader {

    private static final List<String> COMPARISONS =
            Arrays.stream(Comparison.values()).map(Comparison::key).toList();
    private static final String STEP = "step";
    private static final String KEY = "key";

    private final Problems problems;
    private final String path;

    ConditionReader(Problems problems, String path) {
        this.problems = problems;
        this.path = path;
    }

    /** The conditions of a value that could be read; null has no conditions. */
    List<Condition> read(ConfigValue value) {
        List<Condition> conditions = new ArrayList<>();
        if (value instanceof ConfigList list) {
            list.forEach(entry -> condition(entry).ifPresent(conditions::add));
        } else if (value != null) {
            condition(value).ifPresent(conditions::add);
        }
        return conditions;
    }

    private Optional<Condition> condition(ConfigValue value) {
        if (!(value instanceof ConfigObject section)) {
            problems.add(
                    "Invalid " + path + ": " + value.unwrapped() + " (must be like { step = evaluate, key = accuracy,"
                            + " at-least = 0.8 })",
                    value.origin());
            return Optional.empty();
        }
        checkKeys(section);
        List<Comparison> comparisons = Arrays.stream(Comparison.values())
                .filter(comparison -> section.containsKey(comparison.key()))
                .toList();
        if (!section.containsKey(STEP) || !section.containsKey(KEY) || comparisons.size() != 1) {
            problems.add(
                    "Invalid " + path + " (must have step, key, and one of " + String.join(", ", COMPARISONS) + ")",
                    value.origin());
            return Optional.empty();
        }
        return condition(section, comparisons.get(0));
    }

    private Optional<Condition> condition(ConfigObject section, Comparison comparison) {
        ConfigValue bound = section.get(comparison.key());
        String text = String.valueOf(bound.unwrapped());
        if (comparison != Comparison.EQUALS && !isNumber(text)) {
            problems.add(
                    "Invalid " + path + "." + comparison.key() + ": " + text + " (must be a number)", bound.origin());
            return Optional.empty();
        }
        return Optional.of(new Condition(
                String.valueOf(section.get(STEP).unwrapped()),
                String.valueOf(section.get(KEY).unwrapped()),
                comparison,
                text));
    }

    private void checkKeys(ConfigObject section) {
        List<String> known = new ArrayList<>(COMPARISONS);
        known.addAll(List.of(STEP, KEY));
        for (Map.Entry<String, ConfigValue> entry : section.entrySet()) {
            if (!known.contains(entry.getKey())) {
                problems.add(
                        "Unknown key: " + path + "." + entry.getKey() + Suggestions.didYouMean(entry.getKey(), known),
                        entry.getValue().origin());
            }
        }
    }

    private static boolean isNumber(String text) {
        try {
            return Double.isFinite(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
