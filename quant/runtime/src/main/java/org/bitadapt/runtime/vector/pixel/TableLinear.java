package org.bitadapt.runtime.vector.pixel;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.WeightBits;
import org.bitadapt.runtime.vector.kernel.KernelCall;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.kernel.Share;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.memory.Maps;
import org.bitadapt.runtime.vector.memory.PixelMemory;
import org.bitadapt.runtime.vector.memory.Scratch;
import org.bitadapt.runtime.vector.memory.ScratchSizes;

/**
 * A layer with 1-bit weights over one pixel: each byte of weights has a table of the 256 signed sums of its eight
 * inputs. Eight tables are built at a time, and every output adds one entry of each table.
 */
final class TableLinear implements KernelCall {
    /** The number of weights of one word. */
    private static final int WORD = 64;
    /** The number of tables of one word. */
    private static final int TABLES = 8;
    /** The number of entries of a table. */
    private static final int ENTRIES = 256;

    private final Layer layer;
    private final PixelWindow window;
    private final PixelRequantization requantization;
    /** The weights, [word of the window][output]. */
    private final long[] words;

    TableLinear(PackedNetwork network, Layer layer, ScratchSizes sizes) {
        this.layer = layer;
        window = new PixelWindow(layer, WORD, sizes);
        requantization = new PixelRequantization(network, layer, sizes);
        words = words(network.weights(layer.number()));
        sizes.byteTables(TABLES * ENTRIES);
    }

    private long[] words(ByteBuffer bits) {
        int length = layer.weightsPerOutput();
        int outputs = layer.out().channels();
        long[] transposed = new long[Math.multiplyExact(Lanes.roundUp(length, WORD) / WORD, outputs)];
        for (int output = 0; output < outputs; output++) {
            for (int i = 0; i < length; i++) {
                long weight = (long) output * length + i;
                long bit = WeightBits.bit(bits, weight);
                transposed[i / WORD * outputs + output] |= bit << (i % WORD);
            }
        }
        return transposed;
    }

    @Override
    public void run(Maps maps, Scratch scratch, Share share) {
        int outputs = layer.out().channels();
        int first = share.firstOutput(outputs);
        int end = share.endOutput(outputs);
        PixelMemory memory = scratch.pixel;
        window.fill(maps, memory.window);
        Arrays.fill(memory.ints, PixelMemory.SUMS + first, PixelMemory.SUMS + end, 0);
        for (int word = 0; word < words.length / outputs; word++) {
            for (int table = 0; table < TABLES; table++) {
                build(memory.window, word * WORD + table * 8, memory.byteTables, table * ENTRIES);
            }
            add(words, word * outputs, memory, first, end);
        }
        requantization.write(maps, memory, first, end);
    }

    /**
     * Builds a table: entry 0 subtracts all eight inputs, and each further input doubles the entries that are known.
     */
    private static void build(int[] inputs, int from, int[] tables, int at) {
        int none = 0;
        for (int i = from; i < from + 8; i++) {
            none -= inputs[i];
        }
        tables[at] = none;
        for (int i = 0; i < 8; i++) {
            int known = 1 << i;
            int twice = 2 * inputs[from + i];
            for (int entry = 0; entry < known; entry++) {
                tables[at + known + entry] = tables[at + entry] + twice;
            }
        }
    }

    private static void add(long[] words, int from, PixelMemory memory, int first, int end) {
        int[] tables = memory.byteTables;
        int[] sums = memory.ints;
        for (int output = first; output < end; output++) {
            long word = words[from + output];
            int low = (int) word;
            int high = (int) (word >>> 32);
            sums[PixelMemory.SUMS + output] += tables[low & 0xFF]
                    + tables[ENTRIES + (low >>> 8 & 0xFF)]
                    + tables[2 * ENTRIES + (low >>> 16 & 0xFF)]
                    + tables[3 * ENTRIES + (low >>> 24)]
                    + tables[4 * ENTRIES + (high & 0xFF)]
                    + tables[5 * ENTRIES + (high >>> 8 & 0xFF)]
                    + tables[6 * ENTRIES + (high >>> 16 & 0xFF)]
                    + tables[7 * ENTRIES + (high >>> 24)];
        }
    }
}
