package org.bitadapt.runtime.vector.lookup;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorShuffle;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.memory.LookupMemory;
import org.bitadapt.runtime.vector.memory.Maps;
import org.bitadapt.runtime.vector.memory.Wide;

/**
 * The tables of a convolution by lookups: for each input pixel and group of five channels the 32 sums of subsets of
 * their codes, where entry i sums the codes whose bit is set in i. Tables are built from the sums of pairs of codes,
 * three groups at a time.
 */
final class LookupTables {
    /** The number of groups that are built together. */
    private static final int TOGETHER = 3;

    private static final int INPUTS = LookupGeometry.GROUP_INPUTS;
    /** The index of a byte that is zero in a vector of the codes of three groups. */
    private static final int NONE = Wide.VECTOR - 1;
    /** The number of lanes of the sums of the two pairs of a group. */
    private static final int PAIRS = 8;

    /** Where the permutations begin that place a and b for the sums of pairs: 0, a, b, a + b. */
    private static final int FIRST = 0;

    private static final int SECOND = Wide.VECTOR;
    /**
     * Where each group's permutations begin that place, for its table, the first pair's sums, the second's, and the
     * last input.
     */
    private static final int LOW = 2 * Wide.VECTOR;

    private static final int HIGH = LOW + TOGETHER * Wide.VECTOR;
    private static final int LAST = HIGH + TOGETHER * Wide.VECTOR;

    private static final byte[] SHUFFLES = shuffles();

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EVEN_BYTES = 0x00FF00FF00FF00FFL;
    /** A factor: the highest 16 bits of the product are the sum of all four 16-bit parts. */
    private static final long ONES = 0x0001000100010001L;

    /** All ones, then all zeros: loading from {@code VECTOR - n} keeps n channels. */
    private static final byte[] KEEP = keep();

    private final LookupGeometry geometry;
    private final Layer layer;
    private final int padding;
    /** The distance of columns that are read, more than 1 where some are skipped. */
    private final int skip;
    /** The number of columns that are read. */
    private final int pixels;

    LookupTables(LookupGeometry geometry) {
        this.geometry = geometry;
        layer = geometry.layer;
        padding = layer.convolution().padding();
        boolean skips = layer.convolution().kernelWidth() == 1 && padding == 0;
        skip = skips ? layer.convolution().stride() : 1;
        pixels = (layer.in().width() + skip - 1) / skip;
    }

    private static byte[] shuffles() {
        byte[] all = new byte[LAST + TOGETHER * Wide.VECTOR];
        for (int i = 0; i < Wide.VECTOR; i++) {
            int lane = i / 2;
            boolean highByte = i % 2 == 1;
            all[FIRST + i] = (byte) (highByte ? NONE : ofPair(lane, 0));
            all[SECOND + i] = (byte) (highByte ? NONE : ofPair(lane, 1));
            for (int group = 0; group < TOGETHER; group++) {
                int at = group * Wide.VECTOR + i;
                int pairs = PAIRS * group;
                all[LOW + at] = (byte) (2 * (pairs + (lane & 3)) + i % 2);
                all[HIGH + at] = (byte) (2 * (pairs + 4 + (lane >> 2 & 3)) + i % 2);
                boolean isIn = !highByte && lane >> 4 == 1;
                all[LAST + at] = (byte) (isIn ? INPUTS * group + INPUTS - 1 : NONE);
            }
        }
        return all;
    }

    private static int ofPair(int lane, int member) {
        int group = lane / PAIRS;
        int pair = lane % PAIRS / 4;
        boolean isIn = group < TOGETHER && (lane >> member & 1) == 1;
        return isIn ? group * INPUTS + 2 * pair + member : NONE;
    }

    private static byte[] keep() {
        byte[] keep = new byte[2 * Wide.VECTOR];
        Arrays.fill(keep, 0, Wide.VECTOR, (byte) -1);
        return keep;
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
        Arrays.fill(memory.totals, 0, geometry.columns, 0);
    }

    /** Builds the tables of an input row. */
    void buildRow(int row, Maps maps, LookupMemory memory) {
        byte[] codes = maps.codes(layer.convolution().input());
        int windows = geometry.ringRow(row) * layer.out().width();
        Arrays.fill(memory.windows, windows, windows + layer.out().width(), 0);
        for (int chunk = 0; chunk < geometry.chunks; chunk++) {
            int to = memory.tables
                    + geometry.rowAt(row)
                    + chunk * geometry.chunkBytes()
                    + padding * geometry.pixelBytes();
            for (int group = 0; group < geometry.groups; group += TOGETHER) {
                build(codes, row, chunk, group, memory, to + group * Wide.VECTOR);
            }
            total(codes, row, chunk, memory.totals);
            memory.largest[geometry.ringRow(row) * geometry.chunks + chunk] = addWindows(windows, memory);
        }
    }

    /** Builds the tables of up to three groups: first the sums of their pairs, and from these sums each table. */
    private void build(byte[] codes, int row, int chunk, int group, LookupMemory memory, int to) {
        int channel = (chunk * geometry.groups + group) * INPUTS;
        int count = Math.min(TOGETHER, geometry.groups - group);
        int channels = Math.min(count * INPUTS, Math.max(0, layer.in().channels() - channel));
        int step = layer.inLayout().step();
        int from = layer.inLayout().plane(channels == 0 ? 0 : channel)
                + row * layer.in().width() * step;
        addPairs(codes, from, channels, memory);
        int toStep = skip * geometry.pixelBytes();
        for (int i = 0; i < count; i++) {
            build(memory.bytes, memory.pairs, pixels, i * Wide.VECTOR, to + i * Wide.VECTOR, toStep);
        }
    }

    /** Writes the codes of three groups, and the sums of their pairs, of each pixel. */
    private void addPairs(byte[] codes, int from, int channels, LookupMemory memory) {
        byte[] bytes = memory.bytes;
        int to = memory.pairs;
        int step = skip * layer.inLayout().step();
        int count = pixels;
        ByteVector keep = ByteVector.fromArray(Wide.BYTES, KEEP, Wide.VECTOR - channels);
        VectorShuffle<Byte> first = shuffle(FIRST);
        VectorShuffle<Byte> second = shuffle(SECOND);
        for (int i = 0; i < count; i++) {
            ByteVector x =
                    ByteVector.fromArray(Wide.BYTES, codes, from + i * step).and(keep);
            x.intoArray(bytes, to + 2 * Wide.VECTOR * i);
            x.rearrange(first)
                    .reinterpretAsShorts()
                    .add(x.rearrange(second).reinterpretAsShorts())
                    .reinterpretAsBytes()
                    .intoArray(bytes, to + 2 * Wide.VECTOR * i + Wide.VECTOR);
        }
    }

    /** Builds the table of a group for each pixel. */
    private static void build(byte[] bytes, int from, int pixels, int group, int to, int toStep) {
        // The permutations are read before the loop: the compiler cannot know that tables are not written over them.
        VectorShuffle<Byte> low = shuffle(LOW + group);
        VectorShuffle<Byte> high = shuffle(HIGH + group);
        VectorShuffle<Byte> last = shuffle(LAST + group);
        for (int i = 0; i < pixels; i++) {
            ByteVector x = ByteVector.fromArray(Wide.BYTES, bytes, from + 2 * Wide.VECTOR * i);
            ByteVector pairs = ByteVector.fromArray(Wide.BYTES, bytes, from + 2 * Wide.VECTOR * i + Wide.VECTOR);
            pairs.rearrange(low)
                    .reinterpretAsShorts()
                    .add(pairs.rearrange(high).reinterpretAsShorts())
                    .add(x.rearrange(last).reinterpretAsShorts())
                    .reinterpretAsBytes()
                    .intoArray(bytes, to + i * toStep);
        }
    }

    private static VectorShuffle<Byte> shuffle(int at) {
        return ByteVector.fromArray(Wide.BYTES, SHUFFLES, at).toShuffle();
    }

    /** Adds up the inputs of each pixel in a chunk. */
    private void total(byte[] codes, int row, int chunk, int[] totals) {
        int channel = chunk * geometry.groups * INPUTS;
        int channels = Math.min(geometry.groups * INPUTS, layer.in().channels() - channel);
        int step = layer.inLayout().step();
        int from = layer.inLayout().plane(channel) + row * layer.in().width() * step;
        for (int i = 0; i < pixels; i++) {
            totals[padding + i * skip] = total(codes, from + i * skip * step, channels);
        }
    }

    /** The sum of {@code count} codes, eight at a time in the 16-bit parts of a long. */
    private static int total(byte[] codes, int from, int count) {
        long sums = 0;
        int i = 0;
        for (; i + Long.BYTES <= count; i += Long.BYTES) {
            long eight = (long) LONGS.get(codes, from + i);
            sums += (eight & EVEN_BYTES) + (eight >>> Byte.SIZE & EVEN_BYTES);
        }
        int total = (int) (sums * ONES >>> 3 * Short.SIZE);
        for (; i < count; i++) {
            total += codes[from + i] & 0xFF;
        }
        return total;
    }

    /**
     * Adds this chunk's total of each window's row to the totals of other chunks; returns the largest of this chunk's.
     */
    private int addWindows(int windows, LookupMemory memory) {
        int stride = layer.convolution().stride();
        int kernel = layer.convolution().kernelWidth();
        int largest = 0;
        for (int x = 0; x < layer.out().width(); x++) {
            int sum = 0;
            for (int k = 0; k < kernel; k++) {
                sum += memory.totals[x * stride + k];
            }
            memory.windows[windows + x] += sum;
            largest = Math.max(largest, sum);
        }
        return largest;
    }
}
