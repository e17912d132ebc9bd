package org.bitadapt.runtime.vector;

import org.bitadapt.runtime.format.Operation;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.Shape;

/** The largest code of each window. */
final class MaxPooling implements Step {
    private final Operation.MaxPool pool;
    private final int number;
    private final Shape in;
    private final Shape out;
    private final PlaneLayout inLayout;
    private final PlaneLayout outLayout;

    MaxPooling(PackedNetwork network, int number) {
        this.number = number;
        pool = (Operation.MaxPool) network.operations().get(number);
        in = network.slots().get(pool.input()).shape();
        out = network.slots().get(number).shape();
        inLayout = PlaneLayout.of(network, pool.input());
        outLayout = PlaneLayout.of(network, number);
    }

    @Override
    public void run(Maps maps, Scratch scratch) {
        byte[] input = maps.codes(pool.input());
        byte[] output = maps.codes(number);
        for (int channel = 0; channel < out.channels(); channel++) {
            int to = outLayout.plane(channel);
            for (int row = 0; row < out.height(); row++) {
                int top = row * pool.stride() - pool.padding();
                for (int column = 0; column < out.width(); column++) {
                    int left = column * pool.stride() - pool.padding();
                    output[to++] = (byte) largest(input, inLayout.plane(channel), top, left);
                }
            }
        }
    }

    private int largest(byte[] input, int plane, int top, int left) {
        int largest = 0;
        for (int y = Math.max(top, 0); y < Math.min(top + pool.kernel(), in.height()); y++) {
            for (int x = Math.max(left, 0); x < Math.min(left + pool.kernel(), in.width()); x++) {
                largest = Math.max(largest, Byte.toUnsignedInt(input[plane + y * in.width() + x]));
            }
        }
        return largest;
    }
}
