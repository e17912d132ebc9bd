package org.bitadapt.netadapt.resource;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bitadapt.common.text.Suggestions;

/** Reads {@link Hardware} from HOCON or JSON: every key must be there, and no other key. */
final class HardwareConfig {

    private static final List<String> KEYS = List.of(
            "name",
            "tiles",
            "shared-buffer",
            "array.rows",
            "array.columns",
            "array.register-bytes",
            "array.filters",
            "buffer-bytes",
            "access.register",
            "access.array",
            "access.buffer",
            "access.dram",
            "access.hop",
            "mac.binary",
            "mac.int8",
            "mac.float32",
            "word-bits",
            "float-bits",
            "sum-bits",
            "batch",
            "unit-picojoules");

    private HardwareConfig() {}

    static Hardware preset(String name) {
        ConfigParseOptions strict = ConfigParseOptions.defaults().setAllowMissing(false);
        return read(ConfigFactory.parseResources(HardwareConfig.class, name + ".conf", strict), "preset " + name);
    }

    static Hardware read(Path file) {
        ConfigParseOptions strict = ConfigParseOptions.defaults().setAllowMissing(false);
        try {
            return read(ConfigFactory.parseFile(file.toFile(), strict), file.toString());
        } catch (ConfigException e) {
            throw new IllegalArgumentException("Invalid hardware file: " + e.getMessage() + " (must be HOCON)", e);
        }
    }

    private static Hardware read(Config unresolved, String where) {
        Config config = unresolved.resolve();
        checkKeys(config, where);
        try {
            return hardware(config);
        } catch (ConfigException | IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + ", in " + where, e);
        }
    }

    private static void checkKeys(Config config, String where) {
        Set<String> unknown = new TreeSet<>();
        config.entrySet().forEach(entry -> unknown.add(entry.getKey()));
        KEYS.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            String key = unknown.iterator().next();
            throw new IllegalArgumentException("Invalid key: " + key + " (must be one of " + String.join(", ", KEYS)
                    + ")" + Suggestions.didYouMean(key, KEYS) + ", in " + where);
        }
        for (String key : KEYS) {
            if (!config.hasPath(key)) {
                throw new IllegalArgumentException("Missing key: " + key + ", in " + where);
            }
        }
    }

    private static Hardware hardware(Config config) {
        return new Hardware(
                config.getString("name"),
                config.getInt("tiles"),
                config.getBoolean("shared-buffer"),
                new Hardware.Array(
                        config.getInt("array.rows"),
                        config.getInt("array.columns"),
                        config.getInt("array.register-bytes"),
                        config.getInt("array.filters")),
                config.getInt("buffer-bytes"),
                new Hardware.AccessCosts(
                        config.getDouble("access.register"),
                        config.getDouble("access.array"),
                        config.getDouble("access.buffer"),
                        config.getDouble("access.dram"),
                        config.getDouble("access.hop")),
                new Hardware.MacCosts(
                        config.getDouble("mac.binary"), config.getDouble("mac.int8"), config.getDouble("mac.float32")),
                config.getInt("word-bits"),
                config.getInt("float-bits"),
                config.getInt("sum-bits"),
                config.getInt("batch"),
                config.getDouble("unit-picojoules"));
    }
}
