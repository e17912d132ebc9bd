package org.bitadapt.runtime.vector;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import org.bitadapt.runtime.format.Operation;
import org.bitadapt.runtime.format.SlotShape;

/** Finds the largest code of each window, 32 channels at a time. */
final class ChannelsLastMaxPooling implements KernelCall {
    private final Operation.MaxPool pool;
    private final int number;
    private final SlotShape in;
    private final SlotShape out;
    private final int inStep;
    private final int outStep;

    ChannelsLastMaxPooling(Operation.MaxPool pool, int number, SlotShape in, SlotShape out, int inStep, int outStep) {
        this.pool = pool;
        this.number = number;
        this.in = in;
        this.out = out;
        this.inStep = inStep;
        this.outStep = outStep;
    }

    @Override
    public void run(Maps maps, Scratch scratch, Share share) {
        int end = share.to(out.pixels());
        for (int pixel = share.from(out.pixels()); pixel < end; pixel++) {
            int top = pixel / out.width() * pool.stride() - pool.padding();
            int left = pixel % out.width() * pool.stride() - pool.padding();
            for (int channel = 0; channel < out.channels(); channel += Wide.BLOCK) {
                largest(
                        maps.codes(pool.input()),
                        Math.max(top, 0),
                        Math.min(top + pool.kernel(), in.height()),
                        Math.max(left, 0),
                        Math.min(left + pool.kernel(), in.width()),
                        channel,
                        maps.codes(number),
                        pixel * outStep + channel);
            }
        }
    }

    private void largest(byte[] codes, int top, int bottom, int left, int right, int channel, byte[] to, int at) {
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
