package org.bitadapt.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitadapt.common.text.Suggestions;

/** Finds keys that {@code reference.conf} does not have. */
final class KeyCheck {

    private final ConfigObject reference;
    private final List<String> known;
    private final List<String> problems = new ArrayList<>();

    KeyCheck(ConfigObject reference) {
        this.reference = reference;
        this.known = reference.toConfig().entrySet().stream()
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    List<String> problems() {
        return problems;
    }

    /** The settings without the keys that are not known. */
    Config check(Config given) {
        return check(given, given.root(), reference, List.of());
    }

    private Config check(Config given, ConfigObject section, ConfigObject expected, List<String> path) {
        Config result = given;
        for (Map.Entry<String, ConfigValue> entry : section.entrySet()) {
            List<String> keys = new ArrayList<>(path);
            keys.add(entry.getKey());
            ConfigValue value = entry.getValue();
            ConfigValue model = expected.get(entry.getKey());
            if (model instanceof ConfigObject inner && value instanceof ConfigObject object) {
                result = check(result, object, inner, keys);
            } else {
                Optional<String> problem = problem(String.join(".", keys), value, model);
                if (problem.isPresent()) {
                    problems.add(problem.get() + Hocon.where(value.origin()));
                    result = result.withoutPath(ConfigUtil.joinPath(keys));
                }
            }
        }
        return result;
    }

    private Optional<String> problem(String path, ConfigValue value, ConfigValue model) {
        if (model == null) {
            return Optional.of("Unknown setting: " + path + didYouMean(path));
        }
        if (model instanceof ConfigObject) {
            return Optional.of("Invalid " + path + ": " + value.unwrapped() + " (must be a section { ... })");
        }
        return value.valueType() == ConfigValueType.NULL
                ? Optional.of("Invalid " + path + ": null (must have a value)")
                : Optional.empty();
    }

    /**
     * A suggestion for an unknown key: a key of the same name elsewhere, the least deep of several, or else the closest
     * key.
     */
    private String didYouMean(String path) {
        String name = path.substring(path.lastIndexOf('.') + 1);
        return known.stream()
                .filter(key -> key.endsWith("." + name))
                .min(Comparator.comparingLong(
                        key -> key.chars().filter(c -> c == '.').count()))
                .map(key -> "; did you mean '" + key + "'?")
                .orElseGet(() -> Suggestions.didYouMean(path, known));
    }
}
