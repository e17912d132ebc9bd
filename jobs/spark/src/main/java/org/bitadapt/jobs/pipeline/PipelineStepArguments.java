package org.bitadapt.jobs.pipeline;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitadapt.common.text.Suggestions;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Invocation;
import org.bitadapt.jobs.config.AdaptationJobConfig;
import org.bitadapt.jobs.config.Settings;
import org.bitadapt.jobs.config.SettingsOptions;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The options of a step, which the step's command has checked. */
final class PipelineStepArguments {

    private static final String CONFIG = "config";
    private static final String SET = "set";
    /** The beginning of the settings that change how fast a command goes, and not its result. */
    private static final String FREE = "resources.";
    /** The settings that may name a file. */
    private static final List<String> FILES =
            List.of("network.name", "train.from", "train.teacher", "netadapt.hardware", "netadapt.latency.table");
    /** The options that a pipeline gives itself, or that make no result. */
    private static final List<String> OWN = List.of("json", "overwrite", "help", "version");

    private final CommandLine tool;
    private final PipelineStepCommand command;
    private final CommandSpec spec;
    private final ConfigOrigin place;
    private final String path;
    private final Problems problems;
    private final SortedMap<String, ConfigValue> options = new TreeMap<>();
    private final SortedMap<String, ConfigValue> assignments = new TreeMap<>();
    private SortedMap<String, String> settings = new TreeMap<>();
    private boolean complete = true;

    private PipelineStepArguments(
            CommandLine tool, PipelineStepCommand command, ConfigOrigin place, String path, Problems problems) {
        this.tool = tool;
        this.command = command;
        this.spec = tool.getSubcommands().get(command.word()).getCommandSpec();
        this.place = place;
        this.path = path;
        this.problems = problems;
    }

    /**
     * Reads and checks options.
     *
     * @param given the options by name, {@code set} included
     * @param place the place of the step in the definition
     * @param path the path of the step in the definition
     */
    static PipelineStepArguments read(
            CommandLine tool,
            PipelineStepCommand command,
            Map<String, ConfigValue> given,
            ConfigOrigin place,
            String path,
            Problems problems) {
        PipelineStepArguments arguments = new PipelineStepArguments(tool, command, place, path, problems);
        arguments.sort(given);
        arguments.require();
        arguments.parse();
        return arguments;
    }

    /** Whether the command has accepted all options. */
    boolean isComplete() {
        return complete;
    }

    /** The options by name, but for the options that give settings. */
    Map<String, String> options() {
        Map<String, String> texts = new TreeMap<>();
        options.forEach((name, value) -> texts.put(name, text(value)));
        if (takesSettings()) {
            texts.remove(CONFIG);
        }
        return texts;
    }

    /** All settings that decide the result; none if the command takes no settings. */
    Map<String, String> settings() {
        Map<String, String> deciding = new TreeMap<>(settings);
        deciding.keySet().removeIf(key -> key.startsWith(FREE));
        return deciding;
    }

    /** The places that settings name, by key; only the file system knows whether something is there. */
    Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        for (String key : FILES) {
            String value = settings.getOrDefault(key, "");
            if (!value.isBlank()) {
                files.put(key, PipelineStepReader.place(value));
            }
        }
        return files;
    }

    /** The options as words of the command line. */
    List<String> words() {
        return words(options);
    }

    private List<String> words(Map<String, ConfigValue> some) {
        List<String> words = new ArrayList<>();
        some.forEach((name, value) -> {
            OptionSpec option = spec.findOption("--" + name);
            boolean flag = option.arity().max() == 0;
            if (!flag) {
                words.add("--" + name + "=" + text(value));
            } else if (Boolean.TRUE.equals(value.unwrapped())) {
                words.add("--" + name);
            }
        });
        assignments.forEach((key, value) -> {
            words.add("--" + SET);
            words.add(key + "=" + text(value));
        });
        return words;
    }

    private static String text(ConfigValue value) {
        boolean compound = value instanceof ConfigObject || value.unwrapped() instanceof Collection;
        return compound ? value.render(ConfigRenderOptions.concise()) : String.valueOf(value.unwrapped());
    }

    private boolean takesSettings() {
        return settingsOptions() != null;
    }

    private SettingsOptions settingsOptions() {
        return spec.mixins().values().stream()
                .map(CommandSpec::userObject)
                .filter(SettingsOptions.class::isInstance)
                .map(SettingsOptions.class::cast)
                .findFirst()
                .orElse(null);
    }

    private void sort(Map<String, ConfigValue> given) {
        List<String> known = spec.options().stream()
                .map(option -> option.longestName().substring(2))
                .filter(name -> !OWN.contains(name))
                .toList();
        given.forEach((name, value) -> {
            if (!known.contains(name)) {
                fail("Unknown option: " + path + "." + name + Suggestions.didYouMean(name, known), value.origin());
            } else if (!name.equals(SET)) {
                options.put(name, value);
            } else if (value instanceof ConfigObject section) {
                section.toConfig().entrySet().forEach(entry -> assignments.put(entry.getKey(), entry.getValue()));
            } else {
                fail("Invalid " + path + ".set: " + text(value) + " (must be a section { ... })", value.origin());
            }
        });
        options.forEach((name, value) -> {
            if (text(value).isBlank()) {
                fail("Invalid " + path + "." + name + ": \"\" (must not be empty)", value.origin());
            }
        });
    }

    private void require() {
        List<String> required = new ArrayList<>(command.required());
        spec.options().stream()
                .filter(option -> option.required() && option.group() == null)
                .forEach(option -> required.add(option.longestName().substring(2)));
        required.stream()
                .filter(name -> !options.containsKey(name))
                .forEach(name -> fail("Missing option: " + path + "." + name + " (must be given)", place));
    }

    /** Lets the command itself read the options, and again without each option that it refuses. */
    private void parse() {
        SortedMap<String, ConfigValue> left = new TreeMap<>(options);
        complete &= options.values().stream().noneMatch(PipelineStepArguments::isUnknown);
        left.entrySet().removeIf(option -> isUnknown(option.getValue()) && !takesText(option.getKey()));
        boolean refused = true;
        while (refused) {
            refused = false;
            try {
                List<String> words = words(left);
                words.add(0, command.word());
                Invocation.of(tool, words.toArray(String[]::new));
                readSettings();
            } catch (MissingParameterException e) {
                if (complete) {
                    fail("Invalid " + path + ": " + e.getMessage(), place);
                }
            } catch (ParameterException e) {
                String name = e.getArgSpec() instanceof OptionSpec option
                        ? option.longestName().substring(2)
                        : "";
                ConfigValue value = left.remove(name);
                fail("Invalid " + path + ": " + e.getMessage(), value == null ? place : value.origin());
                refused = value != null;
            }
        }
    }

    private static boolean isUnknown(ConfigValue value) {
        return text(value).contains(References.UNKNOWN);
    }

    private boolean takesText(String option) {
        return spec.findOption("--" + option).type() == String.class;
    }

    private void readSettings() {
        SettingsOptions given = settingsOptions();
        if (given == null) {
            return;
        }
        try {
            Settings resolved = given.settings();
            AdaptationJobConfig.of(resolved);
            settings = resolved.values();
        } catch (BadInputException e) {
            complete = false;
            e.getMessage()
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.endsWith("settings:"))
                    .forEach(this::report);
        }
    }

    /**
     * Reports an error line of the command. Where the line names a {@code --set}, the report has the place in the
     * definition that the {@code --set} stands for.
     */
    private void report(String line) {
        int end = line.lastIndexOf(" in --set ");
        String key = end < 0 ? "" : line.substring(end + " in --set ".length());
        if (assignments.containsKey(key)) {
            problems.add(line.substring(0, end), assignments.get(key).origin());
        } else {
            problems.add(line);
        }
    }

    private void fail(String message, ConfigOrigin origin) {
        complete = false;
        problems.add(message, origin);
    }
}
