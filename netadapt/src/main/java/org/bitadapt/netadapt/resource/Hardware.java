package org.bitadapt.netadapt.resource;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.common.text.Suggestions;

/**
 * An accelerator as the energy model sees it. Costs are relative to one 16-bit multiply-accumulate.
 *
 * @param name the accelerator's name in reports
 * @param tiles the number of processing arrays, each with a buffer, in a square mesh; a square number
 * @param sharedBuffer whether the tiles' buffers hold one copy of the inputs together
 * @param array the processing elements of one tile
 * @param bufferBytes size of one tile's buffer in bytes
 * @param access the costs of moving one word
 * @param mac the costs of one multiply-accumulate
 * @param wordBits the bits of the word whose move costs {@code access}
 * @param floatBits width at which FLOAT32 weights and maps are moved
 * @param sumBits width of partial sums
 * @param batch the number of images over which weights can be kept
 * @param unitPicojoules energy of a cost of 1
 */
public record Hardware(
        String name,
        int tiles,
        boolean sharedBuffer,
        Array array,
        int bufferBytes,
        AccessCosts access,
        MacCosts mac,
        int wordBits,
        int floatBits,
        int sumBits,
        int batch,
        double unitPicojoules)
        implements Serializable {

    private static final List<String> PRESETS = List.of("eyeriss", "tangram");

    public Hardware {
        atLeastOne("tiles", tiles);
        int side = (int) Math.round(Math.sqrt(tiles));
        if (side * side != tiles) {
            throw new IllegalArgumentException("Invalid tiles: " + tiles + " (must be a square number)");
        }
        atLeastOne("buffer-bytes", bufferBytes);
        atLeastOne("word-bits", wordBits);
        atLeastOne("float-bits", floatBits);
        atLeastOne("sum-bits", sumBits);
        atLeastOne("batch", batch);
        positive("unit-picojoules", unitPicojoules);
    }

    /**
     * The processing elements of a tile.
     *
     * @param rows the number of rows of elements, at least 1
     * @param columns the number of columns of elements, at least 1
     * @param registerBytes size of one element's register file in bytes
     * @param filters the most filters whose sums an element keeps, at least 1
     */
    public record Array(int rows, int columns, int registerBytes, int filters) implements Serializable {
        public Array {
            atLeastOne("array.rows", rows);
            atLeastOne("array.columns", columns);
            atLeastOne("array.register-bytes", registerBytes);
            atLeastOne("array.filters", filters);
        }
    }

    /** The costs of moving one word, each 0 or more. */
    public record AccessCosts(double register, double array, double buffer, double dram, double hop)
            implements Serializable {
        public AccessCosts {
            notNegative("access.register", register);
            notNegative("access.array", array);
            notNegative("access.buffer", buffer);
            notNegative("access.dram", dram);
            notNegative("access.hop", hop);
        }
    }

    /** The costs of one multiply-accumulate by the precision of the weight, each above 0. */
    public record MacCosts(double binary, double int8, double float32) implements Serializable {
        public MacCosts {
            positive("mac.binary", binary);
            positive("mac.int8", int8);
            positive("mac.float32", float32);
        }

        double of(WeightPrecision weights) {
            return switch (weights) {
                case BINARY -> binary;
                case INT8 -> int8;
                case FLOAT32 -> float32;
            };
        }
    }

    /** The names of the descriptions that come with BitAdapt: {@code eyeriss}, {@code tangram}. */
    public static List<String> presets() {
        return PRESETS;
    }

    /**
     * A preset, or the description in a file.
     *
     * @param presetOrPath one of {@link #presets()}, or a path that ends with {@code .conf} or {@code .json}
     * @throws IllegalArgumentException if there is no such preset or file, or the description is not valid
     */
    public static Hardware named(String presetOrPath) {
        if (presetOrPath.endsWith(".conf") || presetOrPath.endsWith(".json")) {
            return HardwareConfig.read(Path.of(presetOrPath));
        }
        if (!PRESETS.contains(presetOrPath)) {
            throw new IllegalArgumentException("Invalid hardware: " + presetOrPath + " (must be one of "
                    + String.join(", ", PRESETS) + ", or the path of a .conf file)"
                    + Suggestions.didYouMean(presetOrPath, PRESETS));
        }
        return HardwareConfig.preset(presetOrPath);
    }

    private static void atLeastOne(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("Invalid " + key + ": " + value + " (must be at least 1)");
        }
    }

    private static void positive(String key, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Invalid " + key + ": " + value + " (must be above 0)");
        }
    }

    private static void notNegative(String key, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Invalid " + key + ": " + value + " (must be 0 or more)");
        }
    }
}
