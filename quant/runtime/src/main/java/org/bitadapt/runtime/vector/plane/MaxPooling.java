package org.bitadapt.runtime.vector.plane;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import org.bitadapt.runtime.format.Operation;
import org.bitadapt.runtime.format.SlotShape;
import org.bitadapt.runtime.vector.kernel.KernelCall;
import org.bitadapt.runtime.vector.kernel.Pooling;
import org.bitadapt.runtime.vector.kernel.Share;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.memory.MapLayout;
import org.bitadapt.runtime.vector.memory.Maps;
import org.bitadapt.runtime.vector.memory.Scratch;
import org.bitadapt.runtime.vector.memory.ScratchSizes;

/**
 * Finds the largest code of each window: first down the columns of a row of windows, with vectors over the row's width,
 * then along the row.
 */
public final class MaxPooling implements KernelCall {
    private final Operation.MaxPool pool;
    private final int number;
    private final SlotShape in;
    private final SlotShape out;
    private final MapLayout inLayout;
    private final MapLayout outLayout;

    /** Makes the pooling, and asks for a row of columns. */
    public MaxPooling(Pooling pooling, ScratchSizes sizes) {
        pool = pooling.pool();
        number = pooling.output().slot();
        in = pooling.input().shape();
        out = pooling.output().shape();
        inLayout = pooling.input().layout();
        outLayout = pooling.output().layout();
        sizes.poolRow(Lanes.roundUp(in.width(), Lanes.TILE) + 2 * pool.padding());
    }

    @Override
    public void run(Maps maps, Scratch scratch, Share share) {
        byte[] input = maps.codes(pool.input());
        byte[] output = maps.codes(number);
        short[] columns = scratch.poolRow;
        Arrays.fill(columns, 0, pool.padding(), (short) 0);
        int end = share.to(out.channels());
        for (int channel = share.from(out.channels()); channel < end; channel++) {
            for (int row = 0; row < out.height(); row++) {
                int top = row * pool.stride() - pool.padding();
                int first = Math.max(top, 0);
                int last = Math.min(top + pool.kernel(), in.height());
                int plane = inLayout.plane(channel);
                largestOfColumns(input, plane, first, last, columns);
                largestOfWindows(columns, output, outLayout.plane(channel) + row * out.width());
            }
        }
    }

    /** Writes the largest code of each column from index {@code padding} on, and 0 beside the row. */
    private void largestOfColumns(byte[] input, int plane, int first, int last, short[] columns) {
        int width = in.width();
        for (int x = 0; x < width; x += Lanes.TILE) {
            largest(input, plane + first * width + x, width, last - first, columns, pool.padding() + x);
        }
        // The last vector wrote over the end of the row.
        int end = pool.padding() + width;
        Arrays.fill(columns, end, end + pool.padding(), (short) 0);
    }

    private static void largest(byte[] input, int from, int width, int rows, short[] columns, int to) {
        // Codes are unsigned: with the highest bit flipped they compare as signed bytes.
        ByteVector largest = ByteVector.broadcast(Lanes.BYTES, Byte.MIN_VALUE);
        for (int row = 0, at = from; row < rows; row++, at += width) {
            ByteVector codes = ByteVector.fromArray(Lanes.BYTES, input, at);
            largest = largest.max(codes.lanewise(VectorOperators.XOR, Byte.MIN_VALUE));
        }
        ShortVector wide = (ShortVector) largest.convertShape(VectorOperators.B2S, Lanes.SHORTS, 0);
        wide.sub(Byte.MIN_VALUE).intoArray(columns, to);
    }

    private void largestOfWindows(short[] columns, byte[] output, int at) {
        if (pool.kernel() == 3) {
            largestOfThrees(columns, pool.stride(), output, at, out.width());
            return;
        }
        for (int column = 0; column < out.width(); column++) {
            int left = column * pool.stride();
            int largest = columns[left];
            for (int x = left + 1; x < left + pool.kernel(); x++) {
                largest = Math.max(largest, columns[x]);
            }
            output[at + column] = (byte) largest;
        }
    }

    /** Pools windows of the usual width, 3, without a loop for each window. */
    private static void largestOfThrees(short[] columns, int stride, byte[] output, int at, int width) {
        for (int column = 0, left = 0; column < width; column++, left += stride) {
            int pair = Math.max(columns[left], columns[left + 1]);
            output[at + column] = (byte) Math.max(pair, columns[left + 2]);
        }
    }
}
