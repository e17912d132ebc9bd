package org.bitadapt.jobs.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.bitadapt.jobs.command.BadInputException;

/**
 * The rule for what {@code include} may read: plain files beside the file that a user names, or nothing. The library's
 * own includer also opens other folders, addresses and classes' resources, and passes over missing files.
 */
final class Includes implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {

    private final String origin;
    private final Optional<Path> folder;

    private Includes(String origin, Optional<Path> folder) {
        this.origin = origin;
        this.folder = folder;
    }

    /** Allows files in the folder of another file; links that lead out of the folder do not count. */
    static Includes beside(Path file) {
        return new Includes(
                file.toString(), Optional.of(file.toAbsolutePath().normalize().getParent()));
    }

    /** Allows no includes, for settings that are data. */
    static Includes none(String origin) {
        return new Includes(origin, Optional.empty());
    }

    /** The options of parsing with these includes only. */
    ConfigParseOptions options() {
        return ConfigParseOptions.defaults().setAllowMissing(false).setIncluder(this);
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder other) {
        return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String name) {
        Path file = folder.flatMap(place -> find(place, name)).orElseThrow(() -> refusal(name));
        return ConfigFactory.parseFile(file.toFile(), options()).root();
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File file) {
        return include(context, file.getPath());
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL address) {
        throw refusal(address.toString());
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String name) {
        throw refusal(name);
    }

    private static Optional<Path> find(Path folder, String name) {
        try {
            Path file = folder.resolve(name);
            boolean plain = folder.equals(file.getParent()) && file.normalize().equals(file);
            return plain && file.toRealPath().startsWith(folder.toRealPath()) && Files.isRegularFile(file)
                    ? Optional.of(file)
                    : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty(); // as if it were not there
        }
    }

    private BadInputException refusal(String name) {
        return folder.isEmpty()
                ? new BadInputException("Invalid include: " + name + " in " + origin + " (must be settings only)", "")
                : new BadInputException(
                        "Invalid include: " + name + " in " + origin + " (must be the name of a file beside it)",
                        "Copy the file there.");
    }
}
