package org.bitadapt.runtime.vector.table;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.memory.TileMemory;

/**
 * The inner loops of a convolution by tables.
 *
 * <p>An output channel adds the rows of {@link SumTable}s that its codes name, which gives {@code plus}, the sum of the
 * inputs with weight +1. With {@code total}, the sum of all inputs, the result is {@code plus - (total - plus) = 2 plus -
 * total}. Where the columns of the kernel share tables, the sums of the left and the right column move by a pixel.
 */
final class TableSums {
    /** The largest sum that fits 16 bits. */
    private static final int MAX_SUM = (1 << 16) - 1;

    private static final int OCTET = Lanes.OCTET;
    private static final int ROW = SumTable.ROW;
    private static final int LONGS = TableCodes.LONGS;

    /** Moves the numbers of a tile to the right by a pixel; a number that comes in from another row is masked. */
    private static final VectorShuffle<Short> TO_THE_RIGHT =
            VectorShuffle.fromOp(Lanes.SHORTS, i -> i + ROW - 1 & ROW - 1);

    private static final VectorShuffle<Short> TO_THE_LEFT = VectorShuffle.fromOp(Lanes.SHORTS, i -> i + 1 & ROW - 1);

    private final TableGeometry geometry;
    private final TableCodes codes;
    /** The number of columns of the kernel that share a table. */
    private final int columns;
    /**
     * Masks of the pixels of a tile that the kernel's left column, then its right column, reads inside the image's
     * rows.
     */
    private final short[] columnMasks;

    /**
     * Makes the loops of a layer.
     *
     * @param geometry how the layer's groups are cut up
     * @param codes the layer's weights
     * @param columnMasks the masks of columns that share tables, see {@link SharedColumns#masks}
     */
    TableSums(TableGeometry geometry, TableCodes codes, short[] columnMasks) {
        this.geometry = geometry;
        this.codes = codes;
        this.columnMasks = columnMasks;
        columns = geometry.columns();
    }

    /** Adds the rows that the codes of one block name to the sums so far, or to zero. */
    void sum(int block, TileMemory memory, int from) {
        sum(block, 0, geometry.groupsOf(block), geometry.starts(block), memory, from);
    }

    /**
     * Adds up the rows of a block whose sums may not fit 16 bits: all parts but the last are added to the 32-bit sums.
     */
    void sumParts(int block, TileMemory memory, int from) {
        int part = SumTable.MAX_GROUPS / columns;
        int groups = geometry.groupsOf(block);
        for (int group = 0; group < groups; group += part) {
            if (group > 0) {
                WideSums.add(memory);
            }
            sum(block, group, Math.min(part, groups - group), true, memory, from);
        }
    }

    private void sum(int block, int group, int groups, boolean first, TileMemory memory, int from) {
        int end = (memory.endOutput() + OCTET - 1) / OCTET;
        int octetCodes = codes.octetLength(block);
        int count = groups * LONGS;
        int length = geometry.groupsOf(block) * LONGS;
        for (int octet = memory.firstOutput() / OCTET; octet < end; octet++) {
            int sums = memory.sums() + octet * OCTET * ROW;
            int start = from + octet * octetCodes + group * LONGS;
            if (columns == 1) {
                sumOctet(memory, start, start + count, first ? TileMemory.ZERO_SHORTS : sums, sums);
            } else {
                int half = sums + OCTET / 2 * ROW;
                sumColumns(memory, start, count, length, first ? TileMemory.ZERO_SHORTS : sums, sums);
                sumColumns(memory, start + 1, count, length, first ? TileMemory.ZERO_SHORTS : half, half);
            }
        }
    }

    /**
     * Adds the left column moved to the right, the centre, and the right column moved to the left, for four outputs.
     * With eight outputs the method grows beyond what the compiler keeps free of vector objects on the heap.
     *
     * @param count the number of longs of a column's codes that are summed
     * @param length the number of longs of all codes of a column
     * @param sofar where the sums so far are: where the new sums go, or the row of zeros
     */
    private void sumColumns(TileMemory memory, int from, int count, int length, int sofar, int to) {
        short[] shorts = memory.shorts;
        long[] offsets = memory.codes;
        short[] masks = columnMasks;
        int step = sofar == TileMemory.ZERO_SHORTS ? 0 : ROW;
        ShortVector s0 = row(shorts, TileMemory.ZERO_SHORTS);
        ShortVector s1 = row(shorts, TileMemory.ZERO_SHORTS);
        ShortVector s2 = row(shorts, TileMemory.ZERO_SHORTS);
        ShortVector s3 = row(shorts, TileMemory.ZERO_SHORTS);
        for (int c = from; c < from + count; c += LONGS) {
            long four = offsets[c];
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
        for (int c = centre; c < centre + count; c += LONGS) {
            long four = offsets[c];
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
        for (int c = right; c < right + count; c += LONGS) {
            long four = offsets[c];
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

    private static void sumOctet(TileMemory memory, int from, int end, int sofar, int to) {
        short[] shorts = memory.shorts;
        long[] offsets = memory.codes;
        int step = sofar == TileMemory.ZERO_SHORTS ? 0 : ROW;
        ShortVector s0 = row(shorts, sofar);
        ShortVector s1 = row(shorts, sofar + step);
        ShortVector s2 = row(shorts, sofar + 2 * step);
        ShortVector s3 = row(shorts, sofar + 3 * step);
        ShortVector s4 = row(shorts, sofar + 4 * step);
        ShortVector s5 = row(shorts, sofar + 5 * step);
        ShortVector s6 = row(shorts, sofar + 6 * step);
        ShortVector s7 = row(shorts, sofar + 7 * step);
        for (int c = from; c < end; c += LONGS) {
            long low = offsets[c];
            s0 = s0.add(row(shorts, (int) low & 0xFFFF));
            s1 = s1.add(row(shorts, (int) (low >>> 16) & 0xFFFF));
            s2 = s2.add(row(shorts, (int) (low >>> 32) & 0xFFFF));
            s3 = s3.add(row(shorts, (int) (low >>> 48)));
            long high = offsets[c + 1];
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
        int end = TileMemory.TABLES + geometry.groupsOf(block) * SumTable.GROUP;
        for (int at = TileMemory.TABLES + SumTable.GROUP - ROW; at < end; at += SumTable.GROUP) {
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
}
