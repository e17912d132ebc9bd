package org.bitadapt.jobs.pipeline;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.bitadapt.common.text.Suggestions;
import org.bitadapt.jobs.config.Hocon;
import picocli.CommandLine;

/** Reads the definition of a pipeline and reports all its problems at once. */
final class DefinitionReader {

    private static final String NAME = "name";
    private static final String STATE = "state";
    private static final String VALUES = "values";
    private static final String STEPS = "steps";
    private static final List<String> KEYS = List.of(NAME, STATE, VALUES, STEPS);

    private final CommandLine tool;
    private final Problems problems = new Problems();

    private DefinitionReader(CommandLine tool) {
        this.tool = tool;
    }

    /**
     * Reads a definition.
     *
     * @param tool the root of the commands that steps may be
     * @param assignments values as {@code key=value}, which win over the file's
     * @throws org.bitadapt.jobs.command.BadInputException if the definition has problems; the message has all of them
     */
    static PipelineDefinition read(CommandLine tool, Path file, List<String> assignments) {
        return new DefinitionReader(tool).read(file, assignments);
    }

    private PipelineDefinition read(Path file, List<String> assignments) {
        Config given = Hocon.file(file);
        ToIntFunction<String> lines = lines(given.root().get(STEPS));
        for (String assignment : assignments) {
            given = Hocon.assignment(assignment).withFallback(given);
        }
        ConfigObject root = References.resolve(given, file, problems).root();
        checkKeys(root);
        String name = text(root, NAME).orElse(file.getFileName().toString().replaceFirst("\\.conf$", ""));
        Optional<String> state = text(root, STATE);
        if (state.isEmpty() && !root.containsKey(STATE)) {
            problems.add("Missing key: state (must name the folder that keeps the pipeline's state)", root.origin());
        }
        List<PipelineStepDefinition> steps = steps(root, lines);
        checkConditions(steps, root);
        checkProducts(steps, root);
        problems.enforce();
        List<PipelineStepDefinition> ordered = PipelineDefinition.inOrder(steps).orElse(steps);
        if (ordered.isEmpty() || PipelineDefinition.inOrder(steps).isEmpty()) {
            problems.add(
                    ordered.isEmpty()
                            ? "No steps (must have at least one in the section steps { ... })"
                            : "The steps " + PipelineDefinition.quoted(steps) + " wait for each other in a circle",
                    root.origin());
        }
        problems.enforce();
        return new PipelineDefinition(name, state.orElseThrow(), ordered, render(root));
    }

    private static String render(ConfigObject root) {
        return root.render(
                ConfigRenderOptions.defaults().setOriginComments(false).setJson(false));
    }

    private void checkKeys(ConfigObject root) {
        root.forEach((key, value) -> {
            if (!KEYS.contains(key)) {
                problems.add(
                        "Unknown key: " + key + Suggestions.didYouMean(key, KEYS)
                                + " (free values belong into values { ... })",
                        value.origin());
            }
        });
    }

    private Optional<String> text(ConfigObject root, String key) {
        ConfigValue value = root.get(key);
        if (value == null) {
            return Optional.empty();
        }
        String text = String.valueOf(value.unwrapped());
        if (value.valueType() != ConfigValueType.STRING || text.isBlank()) {
            problems.add("Invalid " + key + ": " + text + " (must be a text)", value.origin());
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** The steps in the order in which the file has them; steps that are not in the file come last. */
    private List<PipelineStepDefinition> steps(ConfigObject root, ToIntFunction<String> lines) {
        ConfigValue section = root.get(STEPS);
        if (section != null && !(section instanceof ConfigObject)) {
            problems.add("Invalid steps: " + section.unwrapped() + " (must be a section { ... })", section.origin());
        }
        List<PipelineStepDefinition> steps = new ArrayList<>();
        if (section instanceof ConfigObject object) {
            object.keySet().stream()
                    .sorted(Comparator.comparingInt(lines).thenComparing(Comparator.naturalOrder()))
                    .forEach(name -> new PipelineStepReader(tool, problems, name)
                            .read(object.get(name))
                            .ifPresent(steps::add));
        }
        return steps;
    }

    /** The lines at which steps begin, found before references and assignments give their values other places. */
    private static ToIntFunction<String> lines(ConfigValue steps) {
        Map<String, Integer> lines = new HashMap<>();
        try {
            if (steps instanceof ConfigObject object) {
                object.forEach((name, step) -> lines.put(name, step.origin().lineNumber()));
            }
        } catch (ConfigException.NotResolved e) {
            // The section itself is made of references, so its steps have no order but that of their names.
            lines.clear();
        }
        return name -> lines.getOrDefault(name, Integer.MAX_VALUE);
    }

    private void checkConditions(List<PipelineStepDefinition> steps, ConfigObject root) {
        Map<String, PipelineStepDefinition> byName = new HashMap<>();
        steps.forEach(step -> byName.put(step.name(), step));
        for (PipelineStepDefinition step : steps) {
            step.after().forEach(other -> checkStep(byName, root, step, "after", other));
            for (Condition condition : step.conditions()) {
                if (checkStep(byName, root, step, "only-if", condition.step())) {
                    checkFigure(byName.get(condition.step()), root, step, condition);
                }
            }
        }
    }

    private boolean checkStep(
            Map<String, PipelineStepDefinition> byName,
            ConfigObject root,
            PipelineStepDefinition step,
            String key,
            String other) {
        // A step that could not be read is known by name all the same.
        boolean known = root.toConfig().getObject(STEPS).containsKey(other) && !other.equals(step.name());
        if (!known) {
            problems.add(
                    "Unknown step: " + other
                            + Suggestions.didYouMean(
                                    other, root.toConfig().getObject(STEPS).keySet()),
                    place(root, step, key));
        }
        return known && byName.containsKey(other);
    }

    private void checkFigure(
            PipelineStepDefinition of, ConfigObject root, PipelineStepDefinition step, Condition condition) {
        List<String> keys = OutcomeKeys.of(tool, of.command());
        if (!keys.contains(condition.key())) {
            problems.add(
                    "Unknown key: " + condition.key() + Suggestions.didYouMean(condition.key(), keys)
                            + " (must be one of the result of " + of.command().word() + ": " + String.join(", ", keys)
                            + ")",
                    place(root, step, "only-if"));
        }
    }

    private static com.typesafe.config.ConfigOrigin place(ConfigObject root, PipelineStepDefinition step, String key) {
        return root.toConfig()
                .getObject(STEPS)
                .toConfig()
                .getObject(step.name())
                .get(key)
                .origin();
    }

    private void checkProducts(List<PipelineStepDefinition> steps, ConfigObject root) {
        Map<String, String> makers = new HashMap<>();
        for (PipelineStepDefinition step : steps) {
            step.product().ifPresent(product -> {
                String other = makers.putIfAbsent(product, step.name());
                if (other != null) {
                    problems.add(
                            "The steps '" + other + "' and '" + step.name() + "' both make " + product
                                    + " (must be different places)",
                            root.toConfig().getObject(STEPS).get(step.name()).origin());
                }
            });
        }
    }
}
