package org.bitadapt.runtime.vector.lookup;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShuffle;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.memory.LookupMemory;
import org.bitadapt.runtime.vector.memory.Maps;
import org.bitadapt.runtime.vector.memory.Wide;

/**
 * The tables of a convolution by lookups: for each input pixel and group of five channels the 32 sums of subsets of
 * their codes, where entry i sums the codes whose bit is set in i. An entry is the sum of a subset of a group's first two
 * codes and a subset of its other three; these partial sums of two groups fill a vector.
 */
final class LookupTables {
    /** The number of groups that are built together. */
    private static final int TOGETHER = 2;

    private static final int INPUTS = LookupGeometry.GROUP_INPUTS;
    /** The index of a byte that is zero in a vector of the codes of two groups. */
    private static final int NONE = Wide.VECTOR - 1;
    /** The number of subsets of a group's first two inputs. */
    private static final int OF_TWO = 4;
    /** The number of partial sums of a group: those of its first two inputs, then those of its other three. */
    private static final int PARTS = OF_TWO + 8;

    /**
     * Where, behind the permutations that place the first, second and third code of each partial sum, each group's
     * permutations begin that place the partial sums of two codes for its table, and of three.
     */
    private static final int LOW = 3 * Wide.VECTOR;

    private static final int HIGH = LOW + TOGETHER * Wide.VECTOR;

    private static final byte[] SHUFFLES = shuffles();

    private static final short[] ZEROS = new short[Wide.BLOCK];

    private final LookupGeometry geometry;
    private final Layer layer;
    private final int padding;
    /** The distance of columns that are read, more than 1 where some are skipped. */
    private final int skip;
    /** The number of columns that are read. */
    private final int pixels;
    /** The masks of all chunks but the last. */
    private final byte[] wholeMasks;

    private final byte[] lastMasks;

    LookupTables(LookupGeometry geometry) {
        this.geometry = geometry;
        layer = geometry.layer;
        padding = layer.convolution().padding();
        boolean skips = layer.convolution().kernelWidth() == 1 && padding == 0;
        skip = skips ? layer.convolution().stride() : 1;
        pixels = (layer.in().width() + skip - 1) / skip;
        int whole = geometry.groups * INPUTS;
        wholeMasks = masks(whole);
        lastMasks = masks(Math.max(0, layer.in().channels() - (geometry.chunks - 1) * whole));
    }

    private static byte[] shuffles() {
        byte[] all = new byte[HIGH + TOGETHER * Wide.VECTOR];
        for (int i = 0; i < Wide.VECTOR; i++) {
            int lane = i / 2;
            for (int member = 0; member < 3; member++) {
                all[member * Wide.VECTOR + i] = (byte) (i % 2 == 1 ? NONE : ofPart(lane, member));
            }
            for (int group = 0; group < TOGETHER; group++) {
                int at = group * Wide.VECTOR + i;
                all[LOW + at] = (byte) (2 * (PARTS * group + (lane % OF_TWO)) + i % 2);
                all[HIGH + at] = (byte) (2 * (PARTS * group + OF_TWO + lane / OF_TWO) + i % 2);
            }
        }
        return all;
    }

    private static int ofPart(int lane, int member) {
        int group = lane / PARTS;
        int part = lane % PARTS;
        boolean two = part < OF_TWO;
        boolean isIn = group < TOGETHER && ((two ? part : part - OF_TWO) >> member & 1) == 1;
        return isIn ? group * INPUTS + (two ? 0 : 2) + member : NONE;
    }

    /** Which bytes of a vector of codes are of two groups, [pair of groups][byte], for a number of channels. */
    private static byte[] masks(int channels) {
        int both = TOGETHER * INPUTS;
        byte[] masks = new byte[(channels + both - 1) / both * Wide.VECTOR];
        for (int channel = 0; channel < channels; channel++) {
            masks[channel / both * Wide.VECTOR + channel % both] = -1;
        }
        return masks;
    }

    /** Clears the row of zeros and the columns of padding in all rows of the ring, which stay zero for the layer. */
    void clearPadding(LookupMemory memory) {
        int zeros = memory.tables + geometry.zerosAt();
        Arrays.fill(memory.bytes, zeros, zeros + geometry.rowBytes(), (byte) 0);
        int bytes = padding * geometry.pixelBytes();
        for (int chunk = 0; chunk < geometry.ringRows * geometry.chunks; chunk++) {
            int from = memory.tables + chunk * geometry.chunkBytes();
            int end = from + geometry.chunkBytes();
            Arrays.fill(memory.bytes, from, from + bytes, (byte) 0);
            Arrays.fill(memory.bytes, end - bytes, end, (byte) 0);
        }
        Arrays.fill(memory.sumsTo, 0, padding + 1, 0);
    }

    /** Builds the tables of an input row. */
    void buildRow(int row, Maps maps, LookupMemory memory) {
        byte[] codes = maps.codes(layer.convolution().input());
        int windows = geometry.ringRow(row) * layer.out().width();
        Arrays.fill(memory.windows, windows, windows + layer.out().width(), 0);
        for (int chunk = 0; chunk < geometry.chunks; chunk++) {
            int end = memory.tables + geometry.rowAt(row) + (chunk + 1) * geometry.chunkBytes();
            // Zeros may be written behind the last table, where a table of another row may be.
            System.arraycopy(memory.bytes, end, memory.bytes, LookupMemory.INDEXES, Wide.VECTOR);
            build(codes, row, chunk, memory);
            System.arraycopy(memory.bytes, LookupMemory.INDEXES, memory.bytes, end, Wide.VECTOR);
            memory.largest[geometry.ringRow(row) * geometry.chunks + chunk] = addWindows(windows, memory);
        }
    }

    /** Builds the tables of a row's pixels in a chunk, and adds up their codes from the left. */
    private void build(byte[] codes, int row, int chunk, LookupMemory memory) {
        int to = memory.tables + geometry.rowAt(row) + chunk * geometry.chunkBytes() + padding * geometry.pixelBytes();
        int channel = chunk * geometry.groups * INPUTS;
        byte[] masks = chunk == geometry.chunks - 1 ? lastMasks : wholeMasks;
        int pairs = masks.length / Wide.VECTOR;
        int step = layer.inLayout().step();
        int from = layer.inLayout().plane(pairs == 0 ? 0 : channel)
                + row * layer.in().width() * step;
        int sum = 0;
        int column = padding;
        for (int i = 0; i < pixels; i++) {
            int at = to + i * skip * geometry.pixelBytes();
            sum += build(codes, from + i * skip * step, masks, pairs, memory.bytes, at);
            if (TOGETHER * pairs < geometry.groups) {
                Arrays.fill(memory.bytes, at + TOGETHER * pairs * Wide.VECTOR, at + geometry.pixelBytes(), (byte) 0);
            }
            int end = Math.min(column + skip, geometry.columns);
            while (column < end) {
                memory.sumsTo[++column] = sum;
            }
        }
        Arrays.fill(memory.sumsTo, column + 1, geometry.columns + 1, sum);
    }

    /**
     * Builds the tables of a pixel, two groups at a time: from the sums of subsets of a group's first two codes, and of
     * its other three. Where the number of groups is odd, zeros are written behind the last table.
     *
     * @return the sum of the codes
     */
    private static int build(byte[] codes, int from, byte[] masks, int pairs, byte[] bytes, int to) {
        VectorShuffle<Byte> first =
                ByteVector.fromArray(Wide.BYTES, SHUFFLES, 0).toShuffle();
        VectorShuffle<Byte> second =
                ByteVector.fromArray(Wide.BYTES, SHUFFLES, Wide.VECTOR).toShuffle();
        VectorShuffle<Byte> third =
                ByteVector.fromArray(Wide.BYTES, SHUFFLES, 2 * Wide.VECTOR).toShuffle();
        VectorShuffle<Byte> low0 =
                ByteVector.fromArray(Wide.BYTES, SHUFFLES, LOW).toShuffle();
        VectorShuffle<Byte> high0 =
                ByteVector.fromArray(Wide.BYTES, SHUFFLES, HIGH).toShuffle();
        VectorShuffle<Byte> low1 =
                ByteVector.fromArray(Wide.BYTES, SHUFFLES, LOW + Wide.VECTOR).toShuffle();
        VectorShuffle<Byte> high1 =
                ByteVector.fromArray(Wide.BYTES, SHUFFLES, HIGH + Wide.VECTOR).toShuffle();
        ShortVector sums = ShortVector.fromArray(Wide.SHORTS, ZEROS, 0);
        int in = Wide.bounded(from);
        int out = Wide.bounded(to);
        int end = Wide.bounded(pairs);
        for (int pair = 0; pair < end; pair++) {
            ByteVector x = ByteVector.fromArray(Wide.BYTES, codes, in + pair * (TOGETHER * INPUTS))
                    .and(ByteVector.fromArray(Wide.BYTES, masks, pair * Wide.VECTOR));
            ShortVector parts = x.rearrange(first)
                    .reinterpretAsShorts()
                    .add(x.rearrange(second).reinterpretAsShorts())
                    .add(x.rearrange(third).reinterpretAsShorts());
            sums = sums.add(parts);
            ByteVector both = parts.reinterpretAsBytes();
            both.rearrange(low0)
                    .reinterpretAsShorts()
                    .add(both.rearrange(high0).reinterpretAsShorts())
                    .reinterpretAsBytes()
                    .intoArray(bytes, out + pair * (TOGETHER * Wide.VECTOR));
            both.rearrange(low1)
                    .reinterpretAsShorts()
                    .add(both.rearrange(high1).reinterpretAsShorts())
                    .reinterpretAsBytes()
                    .intoArray(bytes, out + pair * (TOGETHER * Wide.VECTOR) + Wide.VECTOR);
        }
        return sums.lane(OF_TWO - 1) + sums.lane(PARTS - 1) + sums.lane(PARTS + OF_TWO - 1) + sums.lane(2 * PARTS - 1);
    }

    /**
     * Adds this chunk's total of each window's row to the totals of other chunks; returns the largest of this chunk's.
     */
    private int addWindows(int windows, LookupMemory memory) {
        int stride = layer.convolution().stride();
        int kernel = layer.convolution().kernelWidth();
        int largest = 0;
        for (int x = 0; x < layer.out().width(); x++) {
            int sum = memory.sumsTo[x * stride + kernel] - memory.sumsTo[x * stride];
            memory.windows[windows + x] += sum;
            largest = Math.max(largest, sum);
        }
        return largest;
    }
}
