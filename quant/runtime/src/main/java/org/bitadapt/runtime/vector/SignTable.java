package org.bitadapt.runtime.vector;

import java.nio.ByteBuffer;
import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import org.bitadapt.runtime.format.WeightBits;

/**
 * 1-bit weights as places in a table of sums.
 *
 * <p>Four weights of one output channel make a code 0..15 (bit i set: +1 for input i). For four input columns {@code
 * x0..x3} of a tile the table holds the 16 sums of their subsets; an output channel adds the row that its code names,
 * which gives {@code plus}, the sum of the inputs with weight +1. With {@code total}, the sum of all inputs, the result
 * is {@code plus - (total - plus) = 2 plus - total}. Codes are unsigned: 64 groups reach {@code 64 * 4 * 255 = 65280},
 * which fits 16 unsigned bits, and the table of a block fits the first-level cache. Where columns share tables, a block
 * has more than 64 codes. No sum exceeds {@code total}, so a block's sums fit if {@code total} fits; where it does not
 * fit, sums are taken in parts.
 *
 * <p>The groups are in the order of the window, [ky][kx][channel]; blocks begin anew with each row of the kernel where
 * rows are summed separately, see {@link TableReaders}. Where tiles are whole rows of the image, the columns of the
 * kernel share tables: the sums of the left and the right column move by a pixel, and the groups are [ky][channel].
 * Tables may stay for the next tile, see {@link KeptTables}: there are then codes for each table that a row of the
 * kernel can have. The codes of a block are packed four to a short, for {@value Lanes#OCTET} output channels at a time, so
 * that one vector unpacks into four vectors of table offsets in the order in which they are used:
 * [octet][column][group][output of the octet].
 */
final class SignTable {
    /** The most groups whose sums fit 16 bits. */
    private static final int MAX_GROUPS = 64;
    /**
     * The most groups of four weights of a block: their table takes 24 KiB at most, three quarters of a small
     * first-level cache.
     */
    static final int BLOCK = Math.min(MAX_GROUPS, (24 << 10) / (16 * Short.BYTES * Lanes.TILE));

    /** The largest sum that fits 16 bits. */
    private static final int MAX_SUM = (1 << 16) - 1;

    private static final int OCTET = Lanes.OCTET;
    /** The number of inputs of a group. */
    private static final int GROUP_INPUTS = 4;
    /** The number of rows of one group. */
    private static final int ROWS = 16;

    /** The length of the tables of a block. */
    static final int LENGTH = BLOCK * ROWS * Lanes.TILE;

    /** The number of table offsets in a long, the first in the lowest bits. */
    private static final int OFFSETS = 4;

    private static final int ROW = Lanes.TILE;
    private static final int GROUP = ROWS * ROW;
    /** The number of groups that one vector of packed codes holds. */
    private static final int CHUNK = ROW / 2;
    /** The number of groups that each nibble of a vector of packed codes covers. */
    private static final int NIBBLE_GROUPS = ROW / OCTET;

    /** The number of columns of a kernel whose columns can share tables. */
    private static final int SHARED_COLUMNS = 3;

    private final Layer layer;
    private final int kernelRows;
    /** The number of columns of the kernel that share a table. */
    private final int columns;
    /** The number of groups of a row of the kernel. */
    private final int groupsOfRow;
    /** The number of blocks of a row of the kernel. */
    private final int blocksOfRow;

    private final int octets;
    private final short[] packed;
    private final KeptTables kept;
    /**
     * Table offsets of the groups of a full block and of a row's last block, in the order of the codes, for each
     * rotation.
     */
    private final short[][][] groupOffsets;
    /**
     * Masks of the pixels of a tile that the kernel's left column, then its right column, reads inside the image's
     * rows.
     */
    private final short[] columnMasks;
    /**
     * For each block, whether the 16-bit sums begin again with it, so that they stay below 2^16 if the block's own sums
     * do.
     */
    private final boolean[] starts;

    /**
     * Packs a layer's weights.
     *
     * @param layer the layer
     * @param kernelRows the rows of the kernel that are summed separately: the kernel's height, or 1
     * @param columns the columns of the kernel that share tables: the kernel's width, or 1
     * @param kept the tables that tiles leave to the next tile
     * @param bits the layer's stored weights
     */
    SignTable(Layer layer, int kernelRows, int columns, KeptTables kept, ByteBuffer bits) {
        this.layer = layer;
        this.kernelRows = kernelRows;
        this.columns = columns;
        this.kept = kept;
        int allGroups = layer.kernelPixels() / columns * channelGroups(layer);
        groupsOfRow = allGroups / kernelRows;
        blocksOfRow = (groupsOfRow + BLOCK - 1) / BLOCK;
        octets = Lanes.roundUp(layer.out().channels(), OCTET) / OCTET;
        packed = new short[Math.multiplyExact(Math.multiplyExact(kernelRows * chunksOfRow(), octets), ROW)];
        starts = starts();
        groupOffsets = new short[kept.rotations()][][];
        Arrays.setAll(groupOffsets, rotation ->
                new short[][] {groupOffsets(0, rotation), groupOffsets(blocksOfRow - 1, rotation)});
        columnMasks = columns == 1 ? new short[0] : columnMasks(layer.out().width());
        for (int output = 0; output < layer.out().channels(); output++) {
            for (int group = 0; group < allGroups; group++) {
                for (int column = 0; column < columns; column++) {
                    put(output, group, column, code(bits, output, position(group, column), channel(group)));
                }
            }
        }
    }

    /**
     * How many columns of a layer's kernel can share tables: all three where the image's rows divide a tile, else one.
     */
    static int sharedColumns(Layer layer, ShiftGrid grid) {
        boolean suits = grid.step() == 1
                && layer.convolution().kernelWidth() == SHARED_COLUMNS
                && layer.convolution().padding() == 1
                && grid.width() == layer.out().width()
                && grid.width() > 1
                && Lanes.TILE % grid.width() == 0;
        return suits ? SHARED_COLUMNS : 1;
    }

    private static short[] columnMasks(int width) {
        short[] masks = new short[2 * ROW];
        for (int lane = 0; lane < ROW; lane++) {
            masks[lane] = (short) (lane % width == 0 ? 0 : -1);
            masks[ROW + lane] = (short) (lane % width == width - 1 ? 0 : -1);
        }
        return masks;
    }

    private short[] groupOffsets(int block, int rotation) {
        short[] offsets = new short[chunks(block) * CHUNK * OCTET];
        for (int i = 0; i < offsets.length; i++) {
            int group = tableOf(i / OCTET % groupsOf(block), rotation);
            offsets[i] = (short) (TileMemory.TABLES + group * GROUP);
        }
        return offsets;
    }

    /** The place, in groups, of the table of a block's group. */
    int tableOf(int group, int rotation) {
        int groupsOfTable = groupsOfRow / kept.rows();
        return kept.any() ? kept.table(rotation, group / groupsOfTable) * groupsOfTable + group % groupsOfTable : group;
    }

    /** The first channel of a group. */
    private int channel(int group) {
        return group % channelGroups(layer) * GROUP_INPUTS;
    }

    /** The position of the kernel at which a table of a group is built. */
    int position(int group) {
        return position(group, columns / 2);
    }

    private int position(int group, int column) {
        return group / channelGroups(layer) * columns + column;
    }

    private boolean[] starts() {
        boolean[] all = new boolean[blocks()];
        int sofar = MAX_GROUPS;
        for (int block = 0; block < all.length; block++) {
            int more = columns * groupsOf(block);
            all[block] = sofar + more > MAX_GROUPS;
            sofar = all[block] ? more : sofar + more;
        }
        return all;
    }

    private static int octetsTo(int outputs) {
        return (outputs + OCTET - 1) / OCTET;
    }

    static int channelGroups(Layer layer) {
        return (layer.in().channels() + GROUP_INPUTS - 1) / GROUP_INPUTS;
    }

    private int code(ByteBuffer bits, int output, int position, int channel) {
        int code = 0;
        for (int i = 0; i < GROUP_INPUTS && channel + i < layer.in().channels(); i++) {
            long weight = layer.weightIndex(output, channel + i, position);
            code |= WeightBits.bit(bits, weight) << i;
        }
        return code;
    }

    private void put(int output, int group, int column, int code) {
        int block = group / groupsOfRow * blocksOfRow + group % groupsOfRow / BLOCK;
        int inBlock = column * groupsOf(block) + group % groupsOfRow % BLOCK;
        int chunk = inBlock / CHUNK;
        int inChunk = inBlock % CHUNK;
        int nibble = inChunk / NIBBLE_GROUPS;
        int lane = inChunk % NIBBLE_GROUPS * OCTET + output % OCTET;
        int at = packedLength(block, output / OCTET) + chunk * ROW + lane;
        packed[at] |= (short) (code << (4 * nibble));
    }

    /** Where the packed codes of an octet in a block begin; every block of a row but the last is full. */
    private int packedLength(int block, int octet) {
        int before = block / blocksOfRow * chunksOfRow() + block % blocksOfRow * chunksTo(columns * BLOCK);
        return (before * octets + octet * chunks(block)) * ROW;
    }

    private int chunksOfRow() {
        return (blocksOfRow - 1) * chunksTo(columns * BLOCK) + chunks(blocksOfRow - 1);
    }

    private int chunks(int block) {
        return chunksTo(columns * groupsOf(block));
    }

    private static int chunksTo(int groups) {
        return (groups + CHUNK - 1) / CHUNK;
    }

    /** Blocks of the whole kernel. */
    int blocks() {
        return kernelRows * blocksOfRow;
    }

    int blocksOfRow() {
        return blocksOfRow;
    }

    /** The first group of a block, counted through the whole kernel. */
    int firstGroup(int block) {
        return block / blocksOfRow * groupsOfRow + block % blocksOfRow * BLOCK;
    }

    int groupsOf(int block) {
        return Math.min(BLOCK, groupsOfRow - block % blocksOfRow * BLOCK);
    }

    /** Whether the 16-bit sums begin again with a block. */
    boolean starts(int block) {
        return starts[block];
    }

    /** The length of the unpacked codes of one block. */
    int codesLength() {
        return octets * chunks(0) * CHUNK * OCTET / OFFSETS;
    }

    /**
     * Unpacks the codes of one block to table offsets of a rotation, [octet][chunked groups][output], four to a long:
     * offsets read one by one would compete with the rows for the cache's ports.
     */
    void unpack(int block, int rotation, TileMemory memory, int to) {
        int chunks = chunks(block);
        int first = memory.firstOutput() / OCTET;
        int end = octetsTo(memory.endOutput());
        int from = packedLength(block, first);
        int at = to + first * chunks * ROW;
        short[] offsets = groupOffsets[rotation][block % blocksOfRow == blocksOfRow - 1 ? 1 : 0];
        for (int octet = first; octet < end; octet++) {
            for (int chunk = 0; chunk < chunks; chunk++, from += ROW, at += ROW) {
                ShortVector words = ShortVector.fromArray(Lanes.SHORTS, packed, from);
                unpackChunk(words, offsets, chunk * CHUNK * OCTET, memory.codes, at);
            }
        }
    }

    private static void unpackChunk(ShortVector words, short[] offsets, int from, long[] codes, int to) {
        short mask = (short) ((ROWS - 1) * ROW);
        store(words.lanewise(VectorOperators.LSHL, ROW_SHIFT).and(mask).add(row(offsets, from)), codes, to);
        store(nibble(words, 4).and(mask).add(row(offsets, from + ROW)), codes, to + ROW / OFFSETS);
        store(nibble(words, 8).and(mask).add(row(offsets, from + 2 * ROW)), codes, to + 2 * ROW / OFFSETS);
        store(nibble(words, 12).and(mask).add(row(offsets, from + 3 * ROW)), codes, to + 3 * ROW / OFFSETS);
    }

    /** Four bits of each word, as offsets in rows of the table. */
    private static ShortVector nibble(ShortVector words, int shift) {
        return words.lanewise(VectorOperators.LSHR, shift).lanewise(VectorOperators.LSHL, ROW_SHIFT);
    }

    private static void store(ShortVector offsets, long[] codes, int at) {
        offsets.reinterpretAsLongs().intoArray(codes, at);
    }

    /** Moves the numbers of a tile to the right by a pixel; a number that comes in from another row is masked. */
    private static final VectorShuffle<Short> TO_THE_RIGHT =
            VectorShuffle.fromOp(Lanes.SHORTS, i -> i + ROW - 1 & ROW - 1);

    private static final VectorShuffle<Short> TO_THE_LEFT = VectorShuffle.fromOp(Lanes.SHORTS, i -> i + 1 & ROW - 1);
    private static final int ROW_SHIFT = Integer.numberOfTrailingZeros(ROW);

    /** Adds the rows that the codes of one block name to the sums so far, or to zero. */
    void sum(int block, TileMemory memory, int from) {
        sum(block, 0, groupsOf(block), starts[block], memory, from);
    }

    /**
     * Adds up the rows of a block whose sums may not fit 16 bits: all parts but the last are added to the 32-bit sums.
     */
    void sumParts(int block, TileMemory memory, int from) {
        int part = MAX_GROUPS / columns;
        for (int group = 0; group < groupsOf(block); group += part) {
            if (group > 0) {
                WideSums.add(memory);
            }
            sum(block, group, Math.min(part, groupsOf(block) - group), true, memory, from);
        }
    }

    private void sum(int block, int group, int groups, boolean first, TileMemory memory, int from) {
        short[] shorts = memory.shorts;
        long[] codes = memory.codes;
        int end = octetsTo(memory.endOutput());
        int octetCodes = chunks(block) * CHUNK * OCTET / OFFSETS;
        int count = groups * OCTET / OFFSETS;
        int length = groupsOf(block) * OCTET / OFFSETS;
        for (int octet = memory.firstOutput() / OCTET; octet < end; octet++) {
            int sums = memory.sums() + octet * OCTET * ROW;
            int start = from + octet * octetCodes + group * OCTET / OFFSETS;
            int sofar = first ? TileMemory.ZERO_SHORTS : sums;
            if (columns == 1) {
                sumOctet(shorts, codes, start, start + count, sofar, first ? 0 : ROW, sums);
            } else {
                int step = first ? 0 : ROW;
                sumColumns(shorts, codes, start, count, length, sofar, step, sums, columnMasks);
                sumColumns(
                        shorts, codes, start + 1, count, length, sofar + 4 * step, step, sums + 4 * ROW, columnMasks);
            }
        }
    }

    /**
     * Adds the left column moved to the right, the centre, and the right column moved to the left, for four outputs.
     * With eight outputs the method grows beyond what the compiler keeps free of vector objects on the heap.
     *
     * @param count the number of longs of a column's codes that are summed
     * @param length the number of longs of all codes of a column
     * @param step the distance of the sums so far: a row, or 0 to begin with zeros
     */
    private static void sumColumns(
            short[] shorts, long[] codes, int from, int count, int length, int sofar, int step, int to, short[] masks) {
        ShortVector s0 = row(shorts, TileMemory.ZERO_SHORTS);
        ShortVector s1 = row(shorts, TileMemory.ZERO_SHORTS);
        ShortVector s2 = row(shorts, TileMemory.ZERO_SHORTS);
        ShortVector s3 = row(shorts, TileMemory.ZERO_SHORTS);
        for (int c = from; c < from + count; c += OCTET / OFFSETS) {
            long four = codes[c];
            s0 = s0.add(row(shorts, (int) four & 0xFFFF));
            s1 = s1.add(row(shorts, (int) (four >>> 16) & 0xFFFF));
            s2 = s2.add(row(shorts, (int) (four >>> 32) & 0xFFFF));
            s3 = s3.add(row(shorts, (int) (four >>> 48)));
        }
        ShortVector leftMask = row(masks, 0);
        s0 = s0.rearrange(TO_THE_RIGHT).and(leftMask).add(row(shorts, sofar));
        s1 = s1.rearrange(TO_THE_RIGHT).and(leftMask).add(row(shorts, sofar + step));
        s2 = s2.rearrange(TO_THE_RIGHT).and(leftMask).add(row(shorts, sofar + 2 * step));
        s3 = s3.rearrange(TO_THE_RIGHT).and(leftMask).add(row(shorts, sofar + 3 * step));
        int centre = from + length;
        for (int c = centre; c < centre + count; c += OCTET / OFFSETS) {
            long four = codes[c];
            s0 = s0.add(row(shorts, (int) four & 0xFFFF));
            s1 = s1.add(row(shorts, (int) (four >>> 16) & 0xFFFF));
            s2 = s2.add(row(shorts, (int) (four >>> 32) & 0xFFFF));
            s3 = s3.add(row(shorts, (int) (four >>> 48)));
        }
        ShortVector t0 = row(shorts, TileMemory.ZERO_SHORTS);
        ShortVector t1 = row(shorts, TileMemory.ZERO_SHORTS);
        ShortVector t2 = row(shorts, TileMemory.ZERO_SHORTS);
        ShortVector t3 = row(shorts, TileMemory.ZERO_SHORTS);
        int right = centre + length;
        for (int c = right; c < right + count; c += OCTET / OFFSETS) {
            long four = codes[c];
            t0 = t0.add(row(shorts, (int) four & 0xFFFF));
            t1 = t1.add(row(shorts, (int) (four >>> 16) & 0xFFFF));
            t2 = t2.add(row(shorts, (int) (four >>> 32) & 0xFFFF));
            t3 = t3.add(row(shorts, (int) (four >>> 48)));
        }
        ShortVector rightMask = row(masks, ROW);
        s0.add(t0.rearrange(TO_THE_LEFT).and(rightMask)).intoArray(shorts, to);
        s1.add(t1.rearrange(TO_THE_LEFT).and(rightMask)).intoArray(shorts, to + ROW);
        s2.add(t2.rearrange(TO_THE_LEFT).and(rightMask)).intoArray(shorts, to + 2 * ROW);
        s3.add(t3.rearrange(TO_THE_LEFT).and(rightMask)).intoArray(shorts, to + 3 * ROW);
    }

    private static void sumOctet(short[] shorts, long[] codes, int from, int end, int sofar, int step, int to) {
        ShortVector s0 = row(shorts, sofar);
        ShortVector s1 = row(shorts, sofar + step);
        ShortVector s2 = row(shorts, sofar + 2 * step);
        ShortVector s3 = row(shorts, sofar + 3 * step);
        ShortVector s4 = row(shorts, sofar + 4 * step);
        ShortVector s5 = row(shorts, sofar + 5 * step);
        ShortVector s6 = row(shorts, sofar + 6 * step);
        ShortVector s7 = row(shorts, sofar + 7 * step);
        for (int c = from; c < end; c += OCTET / OFFSETS) {
            long low = codes[c];
            s0 = s0.add(row(shorts, (int) low & 0xFFFF));
            s1 = s1.add(row(shorts, (int) (low >>> 16) & 0xFFFF));
            s2 = s2.add(row(shorts, (int) (low >>> 32) & 0xFFFF));
            s3 = s3.add(row(shorts, (int) (low >>> 48)));
            long high = codes[c + 1];
            s4 = s4.add(row(shorts, (int) high & 0xFFFF));
            s5 = s5.add(row(shorts, (int) (high >>> 16) & 0xFFFF));
            s6 = s6.add(row(shorts, (int) (high >>> 32) & 0xFFFF));
            s7 = s7.add(row(shorts, (int) (high >>> 48)));
        }
        s0.intoArray(shorts, to);
        s1.intoArray(shorts, to + ROW);
        s2.intoArray(shorts, to + 2 * ROW);
        s3.intoArray(shorts, to + 3 * ROW);
        s4.intoArray(shorts, to + 4 * ROW);
        s5.intoArray(shorts, to + 5 * ROW);
        s6.intoArray(shorts, to + 6 * ROW);
        s7.intoArray(shorts, to + 7 * ROW);
    }

    /**
     * Adds the rows of all inputs of a block to the totals of the tile, or starts the totals. No sum of the block
     * exceeds 16 bits unless the block's total does.
     */
    void addTotals(int block, TileMemory memory) {
        ShortVector sum = ShortVector.zero(Lanes.SHORTS);
        int end = TileMemory.TABLES + groupsOf(block) * GROUP;
        for (int at = TileMemory.TABLES + GROUP - ROW; at < end; at += GROUP) {
            sum = sum.add(row(memory.shorts, at));
        }
        IntVector even = Lanes.even(sum);
        IntVector odd = Lanes.odd(sum);
        if (columns > 1) {
            ShortVector fromLeft = sum.rearrange(TO_THE_RIGHT).and(row(columnMasks, 0));
            ShortVector fromRight = sum.rearrange(TO_THE_LEFT).and(row(columnMasks, ROW));
            even = even.add(Lanes.even(fromLeft)).add(Lanes.even(fromRight));
            odd = odd.add(Lanes.odd(fromLeft)).add(Lanes.odd(fromRight));
        }
        memory.exceeds(columns > 1 && even.max(odd).reduceLanes(VectorOperators.MAX) > MAX_SUM);
        int sofar = block == 0 ? TileMemory.ZERO_INTS : memory.totals();
        even.add(IntVector.fromArray(Lanes.INTS, memory.ints, sofar)).intoArray(memory.ints, memory.totals());
        odd.add(IntVector.fromArray(Lanes.INTS, memory.ints, sofar + Lanes.HALF))
                .intoArray(memory.ints, memory.totals() + Lanes.HALF);
    }

    private static ShortVector row(short[] table, int at) {
        return ShortVector.fromArray(Lanes.SHORTS, table, at);
    }

    /**
     * A mask that changes no group, but tells the compiler that offsets cannot overflow, so that addresses need no
     * arithmetic.
     */
    private static final int KNOWN_RANGE = 2 * Integer.highestOneBit(BLOCK) - 1;

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
