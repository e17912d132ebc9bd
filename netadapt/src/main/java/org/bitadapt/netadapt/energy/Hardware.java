package org.bitadapt.netadapt.energy;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.common.text.Suggestions;

/**
 * An accelerator as the energy model sees it. Costs are relative to one 16-bit multiply-accumulate.
 *
 * @param name the accelerator's name in reports
 * @param mesh the tiles, each with an array of processing elements and a buffer
 * @param array the processing elements of one tile
 * @param bufferBytes size of one tile's buffer in bytes
 * @param access the costs of moving one word
 * @param mac the costs of one multiply-accumulate
 * @param widths the widths of what is moved
 * @param batch the number of images that are computed together
 * @param clock speed, bandwidths and static power
 * @param maps what the accelerator makes of zeros in feature maps
 * @param unitPicojoules energy of a cost of 1
 */
public record Hardware(
        String name,
        Mesh mesh,
        Array array,
        int bufferBytes,
        AccessCosts access,
        MacCosts mac,
        Widths widths,
        int batch,
        Clock clock,
        ZeroHandling maps,
        double unitPicojoules)
        implements Serializable {

    private static final List<String> PRESETS = List.of("eyeriss", "tangram");

    public Hardware {
        Ranges.atLeastOne("buffer-bytes", bufferBytes);
        Ranges.atLeastOne("batch", batch);
        Ranges.positive("unit-picojoules", unitPicojoules);
    }

    /**
     * The tiles.
     *
     * @param rows the number of rows of tiles, at least 1
     * @param columns the number of columns of tiles, at least 1
     * @param sharedBuffer whether the buffers hold one copy of what several tiles read; the copy goes round
     * @param pipelining whether layers may run side by side, each on tiles of its own, and hand their maps on
     */
    public record Mesh(int rows, int columns, boolean sharedBuffer, boolean pipelining) implements Serializable {
        public Mesh {
            Ranges.atLeastOne("tiles.rows", rows);
            Ranges.atLeastOne("tiles.columns", columns);
        }

        /** The number of tiles. */
        public int tiles() {
            return rows * columns;
        }

        /** The hops from a corner of the mesh to a tile, on average. */
        double hops() {
            return (rows + columns) / 2.0 - 1;
        }
    }

    /**
     * The processing elements of a tile.
     *
     * @param rows the number of rows of elements, at least 1
     * @param columns the number of columns of elements, at least 1
     * @param registerBytes size of one element's register file in bytes; weights, inputs and sums share it
     */
    public record Array(int rows, int columns, int registerBytes) implements Serializable {
        public Array {
            Ranges.atLeastOne("array.rows", rows);
            Ranges.atLeastOne("array.columns", columns);
            Ranges.atLeastOne("array.register-bytes", registerBytes);
        }
    }

    /** The costs of moving one word, each 0 or more. */
    public record AccessCosts(double register, double array, double buffer, double dram, double hop)
            implements Serializable {
        public AccessCosts {
            Ranges.notNegative("access.register", register);
            Ranges.notNegative("access.array", array);
            Ranges.notNegative("access.buffer", buffer);
            Ranges.notNegative("access.dram", dram);
            Ranges.notNegative("access.hop", hop);
        }
    }

    /** The costs of one multiply-accumulate by the precision of the weight, each above 0. */
    public record MacCosts(double binary, double int8, double int16, double float32) implements Serializable {
        public MacCosts {
            Ranges.positive("mac.binary", binary);
            Ranges.positive("mac.int8", int8);
            Ranges.positive("mac.int16", int16);
            Ranges.positive("mac.float32", float32);
        }

        /** Each plane is an addition; an 8-bit multiplier does as many planes as pay. */
        double of(WeightPrecision weights) {
            return switch (weights) {
                case INT8 -> int8;
                case FLOAT32 -> float32;
                default -> weights.planes() == 1 ? binary : Math.min(weights.planes() * binary, int8);
            };
        }
    }

    /**
     * The widths of what is moved, in bits.
     *
     * @param word the width of the word whose move has its {@link AccessCosts cost}
     * @param floats the width at which FLOAT32 weights, maps and sums are moved
     * @param sums the width of all partial sums of integers; 0: each layer's sums are as wide as they need
     * @param sumStep the multiple to which the width that sums need is rounded up
     */
    public record Widths(int word, int floats, int sums, int sumStep) implements Serializable {
        public Widths {
            Ranges.atLeastOne("word-bits", word);
            Ranges.atLeastOne("float-bits", floats);
            Ranges.notNegative("sum-bits", sums);
            Ranges.atLeastOne("sum-step-bits", sumStep);
        }

        /** Bits as words. */
        double words(double bits) {
            return bits / word;
        }
    }

    /**
     * Speed and static power.
     *
     * @param megahertz cycles in a microsecond, above 0
     * @param staticCost the cost of one cycle of the whole chip, whatever it does; 0 or more
     * @param dramWords the words that pass the chip's edge in a cycle, above 0; infinite where unlimited
     * @param bufferWords the words of one kind of data that a tile's buffer gives or takes in a cycle, above 0; infinite
     *     where unlimited
     */
    public record Clock(double megahertz, double staticCost, double dramWords, double bufferWords)
            implements Serializable {
        public Clock {
            Ranges.positive("clock-mhz", megahertz);
            Ranges.notNegative("static-cost", staticCost);
            Ranges.aboveZero("bandwidth.dram", dramWords);
            Ranges.aboveZero("bandwidth.buffer", bufferWords);
        }
    }

    /**
     * What the accelerator makes of the zeros that a ReLU leaves in feature maps. Both are off unless asked for.
     *
     * @param gating whether an input of 0 keeps the weight, the sum and the multiplier at rest
     * @param compression whether maps cross the chip's edge as runs of zeros and values
     * @param zeros the share of zeros that is assumed behind a ReLU, 0 to 1
     */
    public record ZeroHandling(boolean gating, boolean compression, double zeros) implements Serializable {

        private static final int RUN_BITS = 5;
        private static final int PAIRS_PER_BLOCK = 3;

        public ZeroHandling {
            if (!(zeros >= 0 && zeros <= 1)) {
                throw new IllegalArgumentException("Invalid maps.zeros: " + zeros + " (must be 0 to 1)");
            }
        }

        /**
         * The share of its bits that a map takes at the chip's edge: 1 without compression. With it, three pairs of a
         * 5-bit run of zeros and a value make a block with one more bit; what would grow is sent as it is.
         *
         * @see <a href="https://doi.org/10.1109/JSSC.2016.2616357">Eyeriss, JSSC 2017, section 5.A</a>
         */
        double compressed(double shareOfZeros, int bits) {
            double block = PAIRS_PER_BLOCK * (RUN_BITS + bits) + 1;
            return compression ? Math.min(1, (1 - shareOfZeros) * block / PAIRS_PER_BLOCK / bits) : 1;
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
}
