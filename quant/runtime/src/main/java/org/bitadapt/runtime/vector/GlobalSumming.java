package org.bitadapt.runtime.vector;

import org.bitadapt.runtime.format.Operation;
import org.bitadapt.runtime.format.PackedNetwork;

/** The sum of each plane. */
final class GlobalSumming implements Step {
    private final Operation.GlobalSum sum;
    private final int number;
    private final int pixels;
    private final int channels;
    private final PlaneLayout inLayout;

    GlobalSumming(PackedNetwork network, int number) {
        this.number = number;
        sum = (Operation.GlobalSum) network.operations().get(number);
        pixels = network.slots().get(sum.input()).shape().pixels();
        channels = network.slots().get(number).shape().channels();
        inLayout = PlaneLayout.of(network, sum.input());
    }

    @Override
    public void run(Maps maps, Scratch scratch) {
        byte[] input = maps.codes(sum.input());
        int[] output = maps.sums(number);
        for (int channel = 0; channel < channels; channel++) {
            int plane = inLayout.plane(channel);
            int total = 0;
            for (int pixel = 0; pixel < pixels; pixel++) {
                total += Byte.toUnsignedInt(input[plane + pixel]);
            }
            output[channel] = total;
        }
    }
}
