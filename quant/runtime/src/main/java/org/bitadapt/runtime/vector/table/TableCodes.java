package org.bitadapt.runtime.vector.table;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import org.bitadapt.runtime.format.WeightBits;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.memory.TileMemory;

/**
 * 1-bit weights as places in tables of sums; each sign plane of weights of several planes counts as outputs of its own.
 *
 * <p>Four weights of one output channel make a code 0..15 (bit i set: +1 for input i), the number of a row of a {@link
 * SumTable}. The codes of a block are packed four to a short, for {@value Lanes#OCTET} output channels at a time, so that
 * one vector unpacks into four vectors of table offsets in the order in which they are used: [octet][column][group][output
 * of the octet]. Where tables are kept, there are offsets for each table that a row of the kernel can have.
 */
final class TableCodes {
    private static final int OCTET = Lanes.OCTET;
    private static final int ROW = SumTable.ROW;
    private static final int ROW_SHIFT = Integer.numberOfTrailingZeros(ROW);
    /** The number of table offsets in a long, the first in the lowest bits. */
    private static final int OFFSETS = 4;
    /** The longs of table offsets that a group has for an octet. */
    static final int LONGS = OCTET / OFFSETS;

    /** The number of groups that one vector of packed codes holds. */
    private static final int CHUNK = ROW / 2;
    /** The number of groups that each nibble of a vector of packed codes covers. */
    private static final int NIBBLE_GROUPS = ROW / OCTET;

    private final Layer layer;
    private final TableGeometry geometry;
    private final int octets;
    private final short[] packed;
    /**
     * Table offsets of the groups of a full block and of a row's last block, in the order of the codes, for each
     * rotation.
     */
    private final short[][][] groupOffsets;

    /**
     * Packs a layer's weights.
     *
     * @param layer the layer
     * @param geometry how its groups are cut up
     * @param rows the outputs of the layer's sign planes
     * @param planes the layer's sign planes
     */
    TableCodes(Layer layer, TableGeometry geometry, PlaneRows rows, List<ByteBuffer> planes) {
        this.layer = layer;
        this.geometry = geometry;
        octets = octetsTo(rows.count());
        int kernelRows = geometry.blocks() / geometry.blocksOfRow();
        packed = new short[Math.multiplyExact(Math.multiplyExact(kernelRows * chunksOfRow(), octets), ROW)];
        groupOffsets = new short[geometry.kept().rotations()][][];
        int lastBlock = geometry.blocksOfRow() - 1;
        Arrays.setAll(
                groupOffsets, rotation -> new short[][] {groupOffsets(0, rotation), groupOffsets(lastBlock, rotation)});
        for (int plane = 0; plane < planes.size(); plane++) {
            for (int output = 0; output < layer.out().channels(); output++) {
                put(planes.get(plane), output, rows.row(output, plane));
            }
        }
    }

    private void put(ByteBuffer bits, int output, int row) {
        for (int group = 0; group < geometry.groups(); group++) {
            for (int column = 0; column < geometry.columns(); column++) {
                int position = geometry.position(group, column);
                put(row, group, column, code(bits, output, position, geometry.channel(group)));
            }
        }
    }

    private short[] groupOffsets(int block, int rotation) {
        short[] offsets = new short[chunks(block) * CHUNK * OCTET];
        for (int i = 0; i < offsets.length; i++) {
            int group = geometry.tableOf(i / OCTET % geometry.groupsOf(block), rotation);
            offsets[i] = (short) (TileMemory.TABLES + group * SumTable.GROUP);
        }
        return offsets;
    }

    private int code(ByteBuffer bits, int output, int position, int channel) {
        int code = 0;
        for (int i = 0; i < SumTable.INPUTS && channel + i < layer.in().channels(); i++) {
            long weight = layer.weightIndex(output, channel + i, position);
            code |= WeightBits.bit(bits, weight) << i;
        }
        return code;
    }

    private void put(int row, int group, int column, int code) {
        int block = geometry.blockOf(group);
        int inBlock = column * geometry.groupsOf(block) + geometry.inBlock(group);
        int chunk = inBlock / CHUNK;
        int inChunk = inBlock % CHUNK;
        int nibble = inChunk / NIBBLE_GROUPS;
        int lane = inChunk % NIBBLE_GROUPS * OCTET + row % OCTET;
        int at = packedLength(block, row / OCTET) + chunk * ROW + lane;
        packed[at] |= (short) (code << (4 * nibble));
    }

    /** Where the packed codes of an octet in a block begin; every block of a row but the last is full. */
    private int packedLength(int block, int octet) {
        int blocksOfRow = geometry.blocksOfRow();
        int before = block / blocksOfRow * chunksOfRow() + block % blocksOfRow * fullChunks();
        return (before * octets + octet * chunks(block)) * ROW;
    }

    private int chunksOfRow() {
        int lastBlock = geometry.blocksOfRow() - 1;
        return lastBlock * fullChunks() + chunks(lastBlock);
    }

    private int fullChunks() {
        return chunksTo(geometry.columns() * SumTable.BLOCK);
    }

    private int chunks(int block) {
        return chunksTo(geometry.columns() * geometry.groupsOf(block));
    }

    private static int chunksTo(int groups) {
        return (groups + CHUNK - 1) / CHUNK;
    }

    private static int octetsTo(int outputs) {
        return (outputs + OCTET - 1) / OCTET;
    }

    /** The number of longs of the unpacked codes of one block. */
    int length() {
        return octets * octetLength(0);
    }

    /** The number of longs of an octet's unpacked codes in a block. */
    int octetLength(int block) {
        return chunks(block) * CHUNK * OCTET / OFFSETS;
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
        short[] offsets = groupOffsets[rotation][block % geometry.blocksOfRow() == geometry.blocksOfRow() - 1 ? 1 : 0];
        for (int octet = first; octet < end; octet++) {
            for (int chunk = 0; chunk < chunks; chunk++, from += ROW, at += ROW) {
                ShortVector words = ShortVector.fromArray(Lanes.SHORTS, packed, from);
                unpackChunk(words, offsets, chunk * CHUNK * OCTET, memory.codes, at);
            }
        }
    }

    private static void unpackChunk(ShortVector words, short[] offsets, int from, long[] codes, int to) {
        short mask = (short) ((SumTable.ROWS - 1) * ROW);
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

    private static ShortVector row(short[] offsets, int at) {
        return ShortVector.fromArray(Lanes.SHORTS, offsets, at);
    }
}
