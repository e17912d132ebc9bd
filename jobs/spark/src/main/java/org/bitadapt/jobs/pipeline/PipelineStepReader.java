package org.bitadapt.jobs.pipeline;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitadapt.common.text.Suggestions;
import org.bitadapt.jobs.command.Locations;
import picocli.CommandLine;

/** Reads one step of a definition. */
final class PipelineStepReader {

    private static final String COMMAND = "command";
    private static final String ONLY_IF = "only-if";
    private static final String AFTER = "after";

    private final CommandLine tool;
    private final Problems problems;
    private final String name;
    private final ConditionReader conditions;

    PipelineStepReader(CommandLine tool, Problems problems, String name) {
        this.tool = tool;
        this.problems = problems;
        this.name = name;
        this.conditions = new ConditionReader(problems, path(ONLY_IF));
    }

    /** The step; empty if it has problems, which are noted. */
    Optional<PipelineStepDefinition> read(ConfigValue value) {
        if (!(value instanceof ConfigObject step)) {
            problems.add(
                    "Invalid " + path("") + ": " + value.unwrapped() + " (must be a section { ... })", value.origin());
            return Optional.empty();
        }
        List<Condition> required = conditions.read(step.get(ONLY_IF));
        Set<String> after = after(step.get(AFTER));
        return command(step).flatMap(command -> {
            PipelineStepArguments arguments =
                    PipelineStepArguments.read(tool, command, options(step), step.origin(), path(""), problems);
            return arguments.isComplete()
                    ? Optional.of(definition(command, arguments, required, after))
                    : Optional.empty();
        });
    }

    private Optional<PipelineStepCommand> command(ConfigObject step) {
        ConfigValue given = step.get(COMMAND);
        String word = given == null ? name : String.valueOf(given.unwrapped());
        Optional<PipelineStepCommand> command = PipelineStepCommand.named(word);
        if (command.isEmpty()) {
            ConfigOrigin origin = given == null ? step.origin() : given.origin();
            problems.add(
                    "Invalid " + path(COMMAND) + ": " + word + " (must be one of "
                            + String.join(", ", PipelineStepCommand.words()) + ")"
                            + Suggestions.didYouMean(word, PipelineStepCommand.words()),
                    origin);
        }
        return command;
    }

    /** The options of a step that are left for its command. */
    private static Map<String, ConfigValue> options(ConfigObject step) {
        Map<String, ConfigValue> options = new TreeMap<>(step);
        List.of(COMMAND, ONLY_IF, AFTER).forEach(options::remove);
        return options;
    }

    private Set<String> after(ConfigValue value) {
        Set<String> steps = new LinkedHashSet<>();
        if (value != null && value.valueType() == ConfigValueType.STRING) {
            steps.add((String) value.unwrapped());
        } else if (value != null && value.unwrapped() instanceof List<?> names) {
            names.forEach(step -> steps.add(String.valueOf(step)));
        } else if (value != null) {
            problems.add(
                    "Invalid " + path(AFTER) + ": " + value.unwrapped() + " (must be a list of steps)", value.origin());
        }
        return steps;
    }

    private PipelineStepDefinition definition(
            PipelineStepCommand command, PipelineStepArguments arguments, List<Condition> required, Set<String> after) {
        Map<String, String> given = arguments.options();
        SortedMap<String, String> options = new TreeMap<>(arguments.settings());
        options.putAll(given);
        SortedMap<String, String> reads = new TreeMap<>(arguments.files());
        command.inputs().stream()
                .filter(given::containsKey)
                .forEach(option -> reads.put(option, place(given.get(option))));
        List<String> words = new ArrayList<>(List.of(command.word()));
        words.addAll(arguments.words());
        return new PipelineStepDefinition(
                name,
                command,
                words,
                options,
                reads,
                command.extra(given).map(PipelineStepReader::place),
                command.product(given).map(PipelineStepReader::place),
                required,
                after);
    }

    /** A location without a slash at the end and the like, so that two names of a place are the same. */
    static String place(String location) {
        return Locations.path("place of a step", location).toString();
    }

    private String path(String key) {
        return "steps." + name + (key.isEmpty() ? "" : "." + key);
    }
}
