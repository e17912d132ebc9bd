package org.bitadapt.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bitadapt.jobs.command.BadInputException;

/** Settings from the command line, a file and {@code reference.conf}: the first of the three that has a key wins. */
public final class Settings {

    private static final Config REFERENCE = ConfigFactory.parseResources(Settings.class, "reference.conf");

    /** The layers of the settings: the first layer that has a key wins. */
    private final List<Config> layers;

    private Settings(List<Config> layers) {
        this.layers = layers;
    }

    /** The settings of {@code reference.conf}. */
    public static Settings reference() {
        return new Settings(List.of());
    }

    /**
     * The settings of a file and of the files beside it that it includes.
     *
     * @throws BadInputException if a file cannot be read or is not HOCON
     */
    public static Settings file(Path file) {
        return new Settings(List.of(Hocon.resolve(Hocon.file(file))));
    }

    /**
     * The settings in a resolved text that {@link #render()} has made.
     *
     * @throws BadInputException if the text is not HOCON, or includes or refers to something
     */
    public static Settings text(String origin, String text) {
        return new Settings(List.of(Hocon.text(origin, text)));
    }

    /**
     * These settings with one value replaced.
     *
     * @param assignment {@code key=value}; a value that starts with <code>[</code>, <code>{</code> or a quote is HOCON,
     *     any other value is taken as it is
     * @throws BadInputException if the text is no assignment
     */
    public Settings set(String assignment) {
        List<Config> more = new ArrayList<>(layers);
        more.add(0, Hocon.assignment(assignment));
        return new Settings(more);
    }

    /** Whether somebody has set a key: on the command line or in a file. */
    public boolean isSet(String key) {
        return layers.stream().anyMatch(layer -> layer.hasPath(key));
    }

    /**
     * Reads all settings of a job.
     *
     * @param type the type of the configuration, a record of records
     * @throws BadInputException if settings are invalid; the message has all unknown keys, wrong types and violated
     *     rules, each with its place
     */
    public <T extends Record> T read(Class<T> type) {
        KeyCheck keys = new KeyCheck(REFERENCE.root());
        RecordReader reader = new RecordReader(merged(keys), REFERENCE);
        T settings = reader.read(type, "");
        List<String> problems = new ArrayList<>(keys.problems());
        problems.addAll(reader.problems());
        if (problems.isEmpty()) {
            return settings;
        }
        throw new BadInputException(message(problems), "");
    }

    /** All settings with their meanings, in the order of {@code reference.conf}. */
    public List<Setting> all() {
        Config resolved = resolved();
        List<Map.Entry<String, ConfigValue>> standards = new ArrayList<>(REFERENCE.entrySet());
        standards.sort(
                Comparator.comparingInt(entry -> entry.getValue().origin().lineNumber()));
        List<Setting> settings = new ArrayList<>();
        for (Map.Entry<String, ConfigValue> standard : standards) {
            String key = standard.getKey();
            ConfigValue value = resolved.getValue(key);
            settings.add(new Setting(
                    key,
                    shown(value, standard.getValue()),
                    standard.getValue().render(ConfigRenderOptions.concise()),
                    meaning(standard.getValue()),
                    isSet(key) ? Hocon.where(value.origin()).replaceFirst("^ in ", "") : ""));
        }
        return settings;
    }

    /**
     * A value as HOCON: a number of the command line is a text there, and is shown as the number that the reference
     * has.
     */
    private static String shown(ConfigValue value, ConfigValue standard) {
        boolean isPlain = value.valueType() == ConfigValueType.STRING && standard.valueType() != ConfigValueType.STRING;
        return isPlain ? value.unwrapped().toString() : value.render(ConfigRenderOptions.concise());
    }

    private static String meaning(ConfigValue value) {
        return value.origin().comments().stream().map(String::strip).collect(Collectors.joining(" "));
    }

    /** All settings as HOCON, which {@link #text} reads. */
    public String render() {
        ConfigRenderOptions options = ConfigRenderOptions.defaults()
                .setOriginComments(false)
                .setComments(false)
                .setJson(false);
        return resolved().root().render(options);
    }

    /** All settings by path, the defaults included. */
    public SortedMap<String, String> values() {
        SortedMap<String, String> values = new TreeMap<>();
        resolved()
                .entrySet()
                .forEach(entry ->
                        values.put(entry.getKey(), entry.getValue().unwrapped().toString()));
        return values;
    }

    private Config resolved() {
        return merged(new KeyCheck(REFERENCE.root()));
    }

    private Config merged(KeyCheck keys) {
        // Layers are checked one by one: a value that hides a section of a lower layer would hide its keys' errors too.
        List<Config> known = layers.stream().map(keys::check).toList();
        return known.stream()
                .reduce(ConfigFactory.empty(), Config::withFallback)
                .withFallback(REFERENCE);
    }

    private static String message(List<String> problems) {
        if (problems.size() == 1) {
            return problems.get(0);
        }
        String separator = System.lineSeparator() + "  ";
        return problems.size() + " invalid settings:" + separator + String.join(separator, problems);
    }
}
