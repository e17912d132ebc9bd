package org.bitadapt.runtime.vector.channel;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import org.bitadapt.runtime.format.Operation;
import org.bitadapt.runtime.format.SlotShape;
import org.bitadapt.runtime.vector.kernel.KernelCall;
import org.bitadapt.runtime.vector.kernel.Pooling;
import org.bitadapt.runtime.vector.kernel.Share;
import org.bitadapt.runtime.vector.memory.Maps;
import org.bitadapt.runtime.vector.memory.Scratch;
import org.bitadapt.runtime.vector.memory.Wide;

/** Finds the largest code of each window, 32 channels at a time. */
public final class ChannelsLastMaxPooling implements KernelCall {
    private final Operation.MaxPool pool;
    private final int number;
    private final SlotShape in;
    private final SlotShape out;
    private final int inStep;
    private final int outStep;

    /** Makes the pooling of a map with the channels last. */
    public ChannelsLastMaxPooling(Pooling pooling) {
        pool = pooling.pool();
        number = pooling.output().slot();
        in = pooling.input().shape();
        out = pooling.output().shape();
        inStep = pooling.input().layout().step();
        outStep = pooling.output().layout().step();
    }

    @Override
    public void run(Maps maps, Scratch scratch, Share share) {
        int end = share.to(out.pixels());
        for (int pixel = share.from(out.pixels()); pixel < end; pixel++) {
            int top = pixel / out.width() * pool.stride() - pool.padding();
            int left = pixel % out.width() * pool.stride() - pool.padding();
            for (int channel = 0; channel < out.channels(); channel += Wide.BLOCK) {
                largest(maps.codes(pool.input()), top, left, channel, maps.codes(number), pixel * outStep + channel);
            }
        }
    }

    /** Writes the largest codes of 32 channels of the window that begins at a row and a column. */
    private void largest(byte[] codes, int windowTop, int windowLeft, int channel, byte[] to, int at) {
        int top = Math.max(windowTop, 0);
        int bottom = Math.min(windowTop + pool.kernel(), in.height());
        int left = Math.max(windowLeft, 0);
        int right = Math.min(windowLeft + pool.kernel(), in.width());
        // Codes are unsigned: with the highest bit flipped they compare as signed bytes.
        ByteVector largest = ByteVector.broadcast(Wide.CODES, Byte.MIN_VALUE);
        // A single loop, not nested in another: in a nested loop the vector becomes an object on the heap.
        int columns = right - left;
        for (int i = 0; i < (bottom - top) * columns; i++) {
            int pixel = (top + i / columns) * in.width() + left + i % columns;
            ByteVector more = ByteVector.fromArray(Wide.CODES, codes, pixel * inStep + channel);
            largest = largest.max(more.lanewise(VectorOperators.XOR, Byte.MIN_VALUE));
        }
        largest.lanewise(VectorOperators.XOR, Byte.MIN_VALUE).intoArray(to, at);
    }
}
