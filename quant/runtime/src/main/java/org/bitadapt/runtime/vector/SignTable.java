package org.bitadapt.runtime.vector;

import java.nio.ByteBuffer;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

/**
 * 1-bit weights as places in a table of sums.
 *
 * <p>Four weights of one output channel make a code 0..15 (bit i set: +1 for input i). For four input columns
 * {@code x0..x3} of a tile the table holds the 16 rows {@code +-x0 +-x1 +-x2 +-x3}; an output channel adds the row that
 * its code names. A block is at most {@value #BLOCK} groups of four: {@code 32 * 4 * 255 = 32640} fits 16 bits, and the
 * table of a block fits the first-level cache.
 *
 * <p>The codes of a block are packed four to a short, for {@value #OCTET} output channels at a time, so that one vector
 * unpacks into four vectors of table offsets in the order in which they are used: [octet][group][output of the octet].
 */
final class SignTable {
    /** Groups of four weights whose sum fits 16 bits. */
    static final int BLOCK = 32;
    /** Output channels that are summed together. */
    static final int OCTET = 8;
    /** Rows of one group. */
    static final int ROWS = 16;

    private static final int ROW = Lanes.TILE;
    private static final int GROUP = ROWS * ROW;
    /** Groups that one vector of packed codes holds. */
    private static final int CHUNK = ROW / 2;
    /** Groups that each nibble of a vector of packed codes covers. */
    private static final int NIBBLE_GROUPS = ROW / OCTET;

    private final int groups;
    private final int octets;
    private final short[] packed;

    /**
     * Packs a layer's weights.
     *
     * @param layer the layer
     * @param bits its stored weights
     */
    SignTable(Layer layer, ByteBuffer bits) {
        int channelGroups = channelGroups(layer);
        groups = layer.kernelPixels() * channelGroups;
        octets = Lanes.roundUp(layer.out().channels(), OCTET) / OCTET;
        packed = new short[packedLength(blocks(), 0)];
        for (int output = 0; output < layer.out().channels(); output++) {
            for (int group = 0; group < groups; group++) {
                int code = code(layer, bits, output, group / channelGroups, group % channelGroups * 4);
                put(output, group, code);
            }
        }
    }

    static int channelGroups(Layer layer) {
        return (layer.in().channels() + 3) / 4;
    }

    private static int code(Layer layer, ByteBuffer bits, int output, int position, int channel) {
        int code = 0;
        for (int i = 0; i < 4 && channel + i < layer.in().channels(); i++) {
            long weight = layer.weightIndex(output, channel + i, position);
            code |= (bits.get((int) (weight >> 3)) >> (weight & 7) & 1) << i;
        }
        return code;
    }

    private void put(int output, int group, int code) {
        int block = group / BLOCK;
        int inBlock = group % BLOCK;
        int chunk = inBlock / CHUNK;
        int inChunk = inBlock % CHUNK;
        int nibble = inChunk / NIBBLE_GROUPS;
        int lane = inChunk % NIBBLE_GROUPS * OCTET + output % OCTET;
        int at = packedLength(block, output / OCTET) + chunk * ROW + lane;
        packed[at] |= (short) (code << (4 * nibble));
    }

    /** Where the packed codes of an octet in a block begin; every block but the last is full. */
    private int packedLength(int block, int octet) {
        int before = Math.min(block * BLOCK, Lanes.roundUp(groups, CHUNK));
        return before / CHUNK * octets * ROW + octet * chunks(block) * ROW;
    }

    private int chunks(int block) {
        return (groupsOf(block) + CHUNK - 1) / CHUNK;
    }

    int blocks() {
        return (groups + BLOCK - 1) / BLOCK;
    }

    /** The groups of a block; 0 after the last. */
    int groupsOf(int block) {
        return Math.max(0, Math.min(BLOCK, groups - block * BLOCK));
    }

    /** The length of the unpacked codes of one block. */
    int codesLength() {
        return octets * Math.min(BLOCK, Lanes.roundUp(groups, CHUNK)) * OCTET;
    }

    /** Unpacks the codes of one block to table offsets, [octet][chunked groups][output]. */
    void unpack(int block, short[] codes, int to) {
        int chunks = chunks(block);
        int from = packedLength(block, 0);
        ShortVector lanes = ShortVector.fromArray(Lanes.SHORTS, LANE_OFFSETS, 0);
        for (int octet = 0; octet < octets; octet++) {
            for (int chunk = 0; chunk < chunks; chunk++, from += ROW, to += 4 * ROW) {
                ShortVector words = ShortVector.fromArray(Lanes.SHORTS, packed, from);
                unpackChunk(words, lanes.add((short) (chunk * CHUNK * GROUP)), codes, to);
            }
        }
    }

    private static void unpackChunk(ShortVector words, ShortVector lanes, short[] codes, int to) {
        short mask = (short) ((ROWS - 1) * ROW);
        short step = (short) (NIBBLE_GROUPS * GROUP);
        words.lanewise(VectorOperators.LSHL, ROW_SHIFT).and(mask).add(lanes).intoArray(codes, to);
        words.lanewise(VectorOperators.LSHR, 4)
                .lanewise(VectorOperators.LSHL, ROW_SHIFT)
                .and(mask)
                .add(lanes.add(step))
                .intoArray(codes, to + ROW);
        words.lanewise(VectorOperators.LSHR, 8)
                .lanewise(VectorOperators.LSHL, ROW_SHIFT)
                .and(mask)
                .add(lanes.add((short) (2 * step)))
                .intoArray(codes, to + 2 * ROW);
        words.lanewise(VectorOperators.LSHR, 12)
                .lanewise(VectorOperators.LSHL, ROW_SHIFT)
                .and(mask)
                .add(lanes.add((short) (3 * step)))
                .intoArray(codes, to + 3 * ROW);
    }

    private static final int ROW_SHIFT = Integer.numberOfTrailingZeros(ROW);
    private static final short[] LANE_OFFSETS = laneOffsets();

    private static short[] laneOffsets() {
        short[] offsets = new short[ROW];
        for (int lane = 0; lane < ROW; lane++) {
            offsets[lane] = (short) (Scratch.TABLE_AT + lane / OCTET * GROUP);
        }
        return offsets;
    }

    /** Adds up the rows that the codes of one block name: {@code sums[output][pixel]}. */
    void sum(int block, short[] table, short[] codes, int from, short[] sums) {
        int octetCodes = chunks(block) * CHUNK * OCTET;
        int count = groupsOf(block);
        for (int octet = 0; octet < octets; octet++) {
            sumOctet(table, codes, from + octet * octetCodes, count, sums, octet * OCTET * ROW);
        }
    }

    private static void sumOctet(short[] table, short[] codes, int from, int count, short[] sums, int to) {
        ShortVector s0 = ShortVector.zero(Lanes.SHORTS);
        ShortVector s1 = s0;
        ShortVector s2 = s0;
        ShortVector s3 = s0;
        ShortVector s4 = s0;
        ShortVector s5 = s0;
        ShortVector s6 = s0;
        ShortVector s7 = s0;
        int end = from + count * OCTET;
        for (int c = from; c < end; c += OCTET) {
            s0 = s0.add(row(table, codes[c]));
            s1 = s1.add(row(table, codes[c + 1]));
            s2 = s2.add(row(table, codes[c + 2]));
            s3 = s3.add(row(table, codes[c + 3]));
            s4 = s4.add(row(table, codes[c + 4]));
            s5 = s5.add(row(table, codes[c + 5]));
            s6 = s6.add(row(table, codes[c + 6]));
            s7 = s7.add(row(table, codes[c + 7]));
        }
        s0.intoArray(sums, to);
        s1.intoArray(sums, to + ROW);
        s2.intoArray(sums, to + 2 * ROW);
        s3.intoArray(sums, to + 3 * ROW);
        s4.intoArray(sums, to + 4 * ROW);
        s5.intoArray(sums, to + 5 * ROW);
        s6.intoArray(sums, to + 6 * ROW);
        s7.intoArray(sums, to + 7 * ROW);
    }

    private static ShortVector row(short[] table, int at) {
        return ShortVector.fromArray(Lanes.SHORTS, table, at);
    }

    /** Fills the 16 rows of a group (within its block) from four columns. */
    static void build(short[] table, int group, ShortVector x0, ShortVector x1, ShortVector x2, ShortVector x3) {
        int at = Scratch.TABLE_AT + group * GROUP;
        ShortVector bothLow = x0.add(x1);
        ShortVector firstLow = x0.sub(x1);
        ShortVector bothHigh = x2.add(x3);
        ShortVector firstHigh = x2.sub(x3);
        mirrored(table, at, 15, bothLow.add(bothHigh));
        mirrored(table, at, 14, bothHigh.sub(firstLow));
        mirrored(table, at, 13, firstLow.add(bothHigh));
        mirrored(table, at, 12, bothHigh.sub(bothLow));
        mirrored(table, at, 11, bothLow.sub(firstHigh));
        mirrored(table, at, 10, firstLow.add(firstHigh).neg());
        mirrored(table, at, 9, firstLow.sub(firstHigh));
        mirrored(table, at, 8, bothLow.add(firstHigh).neg());
    }

    /** Stores a row and, at the opposite code, its negative. */
    private static void mirrored(short[] table, int at, int code, ShortVector row) {
        row.intoArray(table, at + code * ROW);
        row.neg().intoArray(table, at + (ROWS - 1 - code) * ROW);
    }
}
