package org.bitadapt.jobs.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bitadapt.common.text.Suggestions;
import org.bitadapt.jobs.config.Setting;
import org.bitadapt.jobs.config.Settings;
import picocli.CommandLine;

/**
 * An option that a command does not have. An unknown option is looked for before all other errors: otherwise who
 * mistypes a required option would read that the option is missing.
 *
 * @param name the option as it was typed, such as {@code --epochs}
 * @param value the value that was typed with the option; empty if there is none
 */
record UnknownOption(String name, String value) {

    private static final String SET = "--set";

    /** The first unknown option on a command line; empty if the command has all options. */
    static Optional<UnknownOption> first(CommandLine command, String... arguments) {
        List<String> rest = new ArrayList<>(Arrays.asList(arguments));
        for (int i = 0; i < rest.size(); i++) {
            String argument = rest.get(i);
            if (argument.equals("--")) {
                return Optional.empty();
            }
            String[] parts = argument.split("=", 2);
            if (parts[0].matches("--?[A-Za-z].*")
                    && !command.getCommandSpec().optionsMap().containsKey(parts[0])) {
                String next = i + 1 < rest.size() && !rest.get(i + 1).startsWith("-") ? rest.get(i + 1) : "";
                return Optional.of(new UnknownOption(parts[0], parts.length > 1 ? parts[1] : next));
            }
        }
        return Optional.empty();
    }

    /**
     * A message with the unknown option and with what may have been meant: a setting of that name, or the closest
     * option.
     */
    String message(CommandLine command) {
        String start = "Unknown option: " + name;
        boolean takesSettings = command.getCommandSpec().optionsMap().containsKey(SET);
        Optional<String> key = takesSettings ? key() : Optional.empty();
        if (key.isPresent()) {
            return start + "; did you mean '" + SET + " " + key.get() + "=" + (value.isEmpty() ? "..." : value) + "'?";
        }
        return start
                + Suggestions.didYouMean(
                        name, command.getCommandSpec().optionsMap().keySet());
    }

    /** The least deep setting of the option's name. */
    private Optional<String> key() {
        String word = name.replaceFirst("^-+", "");
        return Settings.reference().all().stream()
                .map(Setting::key)
                .filter(key -> key.equals(word) || key.endsWith("." + word))
                .min((a, b) -> Integer.compare(a.split("\\.").length, b.split("\\.").length));
    }
}
