package org.bitadapt.runtime.vector.table;

import jdk.incubator.vector.ShortVector;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.memory.TileMemory;

/**
 * Tables of the sums of four inputs.
 *
 * <p>For four input columns {@code x0..x3} of a tile, a group, the table holds the 16 sums of their subsets, a row each.
 * Row {@code i} sums the columns whose bit is set in {@code i}. Codes are unsigned: 64 groups reach {@code 64 * 4 * 255 =
 * 65280}, which fits 16 unsigned bits. The tables of a block of groups begin at {@link TileMemory#TABLES}, and fit the
 * first-level cache.
 */
final class SumTable {
    /** The number of inputs of a group. */
    static final int INPUTS = 4;
    /** The number of rows of one group. */
    static final int ROWS = 16;
    /** The length of a row. */
    static final int ROW = Lanes.TILE;
    /** The length of the table of one group. */
    static final int GROUP = ROWS * ROW;
    /** The most groups whose sums fit 16 bits. */
    static final int MAX_GROUPS = 64;
    /**
     * The most groups of a block: their tables take 24 KiB at most, three quarters of a small first-level cache.
     */
    static final int BLOCK = Math.min(MAX_GROUPS, (24 << 10) / (GROUP * Short.BYTES));
    /** The length of the tables of a block. */
    static final int LENGTH = BLOCK * GROUP;

    /**
     * A mask that changes no group, but tells the compiler that offsets cannot overflow, so that addresses need no
     * arithmetic.
     */
    private static final int KNOWN_RANGE = 2 * Integer.highestOneBit(BLOCK) - 1;

    private SumTable() {}

    /** The number of groups of the channels of one position. */
    static int channelGroups(Layer layer) {
        return (layer.in().channels() + INPUTS - 1) / INPUTS;
    }

    /** Fills the rows of a group (within its block) from four columns of codes; row 0 is zero for good. */
    static void build(short[] table, int group, ShortVector x0, ShortVector x1, ShortVector x2, ShortVector x3) {
        int at = TileMemory.TABLES + (group & KNOWN_RANGE) * GROUP;
        ShortVector x01 = x0.add(x1);
        ShortVector x23 = x2.add(x3);
        x0.intoArray(table, at + ROW);
        x1.intoArray(table, at + 2 * ROW);
        x01.intoArray(table, at + 3 * ROW);
        x2.intoArray(table, at + 4 * ROW);
        x0.add(x2).intoArray(table, at + 5 * ROW);
        x1.add(x2).intoArray(table, at + 6 * ROW);
        x01.add(x2).intoArray(table, at + 7 * ROW);
        x3.intoArray(table, at + 8 * ROW);
        x0.add(x3).intoArray(table, at + 9 * ROW);
        x1.add(x3).intoArray(table, at + 10 * ROW);
        x01.add(x3).intoArray(table, at + 11 * ROW);
        x23.intoArray(table, at + 12 * ROW);
        x0.add(x23).intoArray(table, at + 13 * ROW);
        x1.add(x23).intoArray(table, at + 14 * ROW);
        x01.add(x23).intoArray(table, at + 15 * ROW);
    }
}
