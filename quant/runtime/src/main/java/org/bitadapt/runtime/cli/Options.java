package org.bitadapt.runtime.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bitadapt.runtime.EngineChoice;

/** The options of a command, each a name and a value. */
final class Options {

    private final Map<String, String> values = new HashMap<>();

    private Options() {}

    /**
     * Reads pairs of a name and a value.
     *
     * @throws IllegalArgumentException if a name is none of {@code known} or has no value
     */
    static Options parse(List<String> arguments, List<String> known) {
        Options options = new Options();
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "Invalid option: " + name + " (must be one of " + String.join(", ", known) + ")");
            }
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException("Invalid option: " + name + " (must have a value)");
            }
            options.values.put(name, arguments.get(i + 1));
        }
        return options;
    }

    String text(String name, String absent) {
        return values.getOrDefault(name, absent);
    }

    /** The value of an option that must be there. */
    String text(String name) {
        if (!values.containsKey(name)) {
            throw new IllegalArgumentException("Missing option: " + name + " (must be given)");
        }
        return values.get(name);
    }

    /** The value of an option that must be there: a file that can be written. */
    Path outputFile(String name) {
        String value = text(name);
        Path output = Path.of(value);
        Path folder = output.toAbsolutePath().getParent();
        if (Files.isDirectory(output) || folder == null || !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "Invalid " + name + ": " + value + " (must be a file in a folder that exists)");
        }
        return output;
    }

    int integer(String name, int absent) {
        String value = values.get(name);
        try {
            return value == null ? absent : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Invalid " + name + ": " + value + " (must be a whole number)", e);
        }
    }

    double number(String name, double absent) {
        String value = values.get(name);
        try {
            return value == null ? absent : Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Invalid " + name + ": " + value + " (must be a number)", e);
        }
    }

    EngineChoice engine(String name, EngineChoice absent) {
        String value = values.get(name);
        if (value == null) {
            return absent;
        }
        return Arrays.stream(EngineChoice.values())
                .filter(choice -> choice.name().equals(value.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Invalid " + name + ": " + value + " (must be auto, vector, planes or reference)"));
    }
}
