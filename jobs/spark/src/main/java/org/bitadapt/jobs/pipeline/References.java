package org.bitadapt.jobs.pipeline;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bitadapt.common.text.Suggestions;
import org.bitadapt.jobs.config.Hocon;

/** Puts values in place of <code>${path}</code>, and reports all references that lead nowhere instead of the first. */
final class References {

    /** The text that stands for a value that is not known, until the problem is reported. */
    static final String UNKNOWN = "(unknown)";

    private final Path file;
    private final Set<String> missing = new LinkedHashSet<>();

    private References(Path file) {
        this.file = file;
    }

    static Config resolve(Config definition, Path file, Problems problems) {
        References references = new References(file);
        try {
            Config resolved =
                    definition.resolve(ConfigResolveOptions.noSystem().appendResolver(references.new Recorder()));
            references.report(resolved, problems);
            return resolved;
        } catch (ConfigException e) {
            throw Hocon.invalid(e);
        }
    }

    private void report(Config resolved, Problems problems) {
        List<String> known = resolved.entrySet().stream().map(Map.Entry::getKey).toList();
        List<String> lines = lines();
        for (String path : missing) {
            String reference = "${" + path + "}";
            List<Integer> places = java.util.stream.IntStream.range(0, lines.size())
                    .filter(index -> lines.get(index).contains(reference))
                    .boxed()
                    .toList();
            String message = "Unknown reference: " + reference + Suggestions.didYouMean(path, known);
            places.forEach(index -> problems.add(
                    message, ConfigOriginFactory.newFile(file.toString()).withLineNumber(index + 1)));
        }
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    /** Whether the file demands a value for a path; <code>${?path}</code> does not demand one. */
    private boolean isDemanded(String path) {
        return lines().stream().anyMatch(line -> line.contains("${" + path + "}"));
    }

    private final class Recorder implements ConfigResolver {

        @Override
        public ConfigValue lookup(String path) {
            if (!isDemanded(path)) {
                return null;
            }
            missing.add(path);
            return ConfigValueFactory.fromAnyRef(UNKNOWN);
        }

        @Override
        public ConfigResolver withFallback(ConfigResolver fallback) {
            return this;
        }
    }
}
