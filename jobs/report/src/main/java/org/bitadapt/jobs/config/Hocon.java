package org.bitadapt.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bitadapt.jobs.command.BadInputException;

/**
 * HOCON from files, from runs and from the command line, and the places of its values in messages.
 *
 * <p>Only a file that the user names may include others and refer to other values; the environment is never asked.
 */
public final class Hocon {

    private Hocon() {}

    /**
     * Reads a file; substitutions are left as they are.
     *
     * @throws BadInputException if the file cannot be read or is not HOCON
     */
    public static Config file(Path file) {
        if (!Files.isReadable(file)) {
            throw new BadInputException("No such configuration file: " + file, "Name one that can be read.");
        }
        try {
            return ConfigFactory.parseFile(file.toFile(), Includes.beside(file).options());
        } catch (ConfigException e) {
            throw invalid(e);
        } catch (StackOverflowError e) {
            throw tooDeep(file.toString());
        }
    }

    /**
     * Puts values in place of <code>${path}</code>.
     *
     * @throws BadInputException if a path leads nowhere
     */
    static Config resolve(Config config) {
        try {
            return config.resolve(ConfigResolveOptions.noSystem());
        } catch (ConfigException e) {
            throw invalid(e);
        }
    }

    private static BadInputException tooDeep(String origin) {
        return new BadInputException("Invalid configuration: " + origin + " is nested too deeply", "");
    }

    /** The error that is thrown for a file that the library refuses. */
    public static BadInputException invalid(ConfigException refusal) {
        return new BadInputException(
                "Invalid configuration file: " + refusal.getMessage(), "Write it in HOCON.", refusal);
    }

    /**
     * Reads the value of a {@code --set}.
     *
     * @param assignment {@code key=value}; a value that starts with <code>[</code>, <code>{</code> or a quote is HOCON,
     *     any other value is taken as it is
     * @throws BadInputException if the text is no assignment
     */
    public static Config assignment(String assignment) {
        int equals = assignment.indexOf('=');
        String key = equals < 0 ? "" : assignment.substring(0, equals).strip();
        String value = assignment.substring(equals + 1).strip();
        if (!key.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*")) {
            throw new BadInputException(
                    "Invalid --set: " + assignment + " (must be key=value)", "For example --set train.epochs=3.");
        }
        String origin = "--set " + key;
        if (!value.matches("[\\[{\"].*")) {
            return ConfigFactory.empty().withValue(key, ConfigValueFactory.fromAnyRef(value, origin));
        }
        return text(origin, key + " = " + value);
    }

    /**
     * Reads values from a text; no other file is read for them.
     *
     * @throws BadInputException if the text is not HOCON, or includes or refers to something
     */
    static Config text(String origin, String text) {
        ConfigParseOptions options = Includes.none(origin).options().setOriginDescription(origin);
        try {
            Config config = ConfigFactory.parseString(text, options);
            if (!config.isResolved()) {
                throw new BadInputException(
                        "Invalid configuration: ${...} in " + origin + " (must be values, not references)", "");
            }
            return config;
        } catch (ConfigException e) {
            throw new BadInputException("Invalid configuration: " + e.getMessage(), "", e);
        } catch (StackOverflowError e) {
            throw tooDeep(origin);
        }
    }

    /**
     * The end of a message that says where a value is, such as {@code " in my.conf:3"}; a value from several lines has
     * the first line.
     */
    public static String where(ConfigOrigin origin) {
        return " in " + origin.description().replaceFirst(": (\\d+)(-\\d+)?$", ":$1");
    }
}
