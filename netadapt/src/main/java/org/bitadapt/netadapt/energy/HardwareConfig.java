package org.bitadapt.netadapt.energy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bitadapt.common.text.Suggestions;

/**
 * Reads {@link Hardware} from HOCON or JSON: every key without a default must be there, and no unknown key.
 *
 * <p>The defaults stand in {@code defaults.conf}. {@code tiles} is a square number, or {@code { rows, columns }}.
 */
final class HardwareConfig {

    private static final List<String> KEYS = List.of(
            "name",
            "tiles",
            "tiles.rows",
            "tiles.columns",
            "shared-buffer",
            "pipelining",
            "array.rows",
            "array.columns",
            "array.register-bytes",
            // Limited the filters of an element before the model shared out the registers. It has no effect.
            "array.filters",
            "buffer-bytes",
            "access.register",
            "access.array",
            "access.buffer",
            "access.dram",
            "access.hop",
            "mac.binary",
            "mac.int8",
            "mac.int16",
            "mac.float32",
            "word-bits",
            "float-bits",
            "sum-bits",
            "sum-step-bits",
            "batch",
            "clock-mhz",
            "static-cost",
            "bandwidth.dram",
            "bandwidth.buffer",
            "maps.zero-gating",
            "maps.compression",
            "maps.zeros",
            "unit-picojoules");

    /** The keys that may be left out without having a default. */
    private static final Set<String> OFF =
            Set.of("tiles.rows", "tiles.columns", "array.filters", "bandwidth.dram", "bandwidth.buffer");

    private HardwareConfig() {}

    static Hardware preset(String name) {
        return read(resource(name), "preset " + name);
    }

    static Hardware read(Path file) {
        ConfigParseOptions strict = ConfigParseOptions.defaults().setAllowMissing(false);
        try {
            return read(ConfigFactory.parseFile(file.toFile(), strict), file.toString());
        } catch (ConfigException e) {
            throw new IllegalArgumentException("Invalid hardware file: " + e.getMessage() + " (must be HOCON)", e);
        }
    }

    private static Config resource(String name) {
        ConfigParseOptions strict = ConfigParseOptions.defaults().setAllowMissing(false);
        return ConfigFactory.parseResources(HardwareConfig.class, name + ".conf", strict);
    }

    private static Hardware read(Config unresolved, String where) {
        Config given = unresolved.resolve();
        checkKnown(given, where);
        Config config = given.withFallback(resource("defaults"));
        checkPresent(config, where);
        try {
            return hardware(config);
        } catch (ConfigException | IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + ", in " + where, e);
        }
    }

    private static void checkKnown(Config config, String where) {
        Set<String> unknown = new TreeSet<>();
        config.entrySet().forEach(entry -> unknown.add(entry.getKey()));
        KEYS.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            String key = unknown.iterator().next();
            throw new IllegalArgumentException("Invalid key: " + key + " (must be one of " + String.join(", ", KEYS)
                    + ")" + Suggestions.didYouMean(key, KEYS) + ", in " + where);
        }
    }

    private static void checkPresent(Config config, String where) {
        for (String key : KEYS) {
            if (!OFF.contains(key) && !config.hasPath(key)) {
                throw new IllegalArgumentException("Missing key: " + key + ", in " + where);
            }
        }
    }

    private static Hardware hardware(Config config) {
        return new Hardware(
                config.getString("name"),
                mesh(config),
                new Hardware.Array(
                        config.getInt("array.rows"),
                        config.getInt("array.columns"),
                        config.getInt("array.register-bytes")),
                config.getInt("buffer-bytes"),
                new Hardware.AccessCosts(
                        config.getDouble("access.register"),
                        config.getDouble("access.array"),
                        config.getDouble("access.buffer"),
                        config.getDouble("access.dram"),
                        config.getDouble("access.hop")),
                new Hardware.MacCosts(
                        config.getDouble("mac.binary"),
                        config.getDouble("mac.int8"),
                        config.getDouble("mac.int16"),
                        config.getDouble("mac.float32")),
                widths(config),
                config.getInt("batch"),
                new Hardware.Clock(
                        config.getDouble("clock-mhz"),
                        config.getDouble("static-cost"),
                        unlimited(config, "bandwidth.dram"),
                        unlimited(config, "bandwidth.buffer")),
                new Hardware.ZeroHandling(
                        config.getBoolean("maps.zero-gating"),
                        config.getBoolean("maps.compression"),
                        config.getDouble("maps.zeros")),
                config.getDouble("unit-picojoules"));
    }

    private static Hardware.Mesh mesh(Config config) {
        boolean shared = config.getBoolean("shared-buffer");
        boolean pipelining = config.getBoolean("pipelining");
        if (config.getValue("tiles").valueType() == ConfigValueType.OBJECT) {
            return new Hardware.Mesh(config.getInt("tiles.rows"), config.getInt("tiles.columns"), shared, pipelining);
        }
        int tiles = config.getInt("tiles");
        int side = (int) Math.round(Math.sqrt(tiles));
        if (tiles < 1 || side * side != tiles) {
            throw new IllegalArgumentException(
                    "Invalid tiles: " + tiles + " (must be a square number, or { rows, columns })");
        }
        return new Hardware.Mesh(side, side, shared, pipelining);
    }

    private static Hardware.Widths widths(Config config) {
        return new Hardware.Widths(
                config.getInt("word-bits"),
                config.getInt("float-bits"),
                config.getInt("sum-bits"),
                config.getInt("sum-step-bits"));
    }

    private static double unlimited(Config config, String key) {
        return config.hasPath(key) ? config.getDouble(key) : Double.POSITIVE_INFINITY;
    }
}
