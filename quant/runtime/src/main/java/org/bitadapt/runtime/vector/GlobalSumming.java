package org.bitadapt.runtime.vector;

import java.util.List;
import org.bitadapt.runtime.format.Operation;
import org.bitadapt.runtime.format.PackedNetwork;

/** Sums the codes of each channel. */
final class GlobalSumming implements KernelCall {
    private final Operation.GlobalSum sum;
    private final int number;
    private final int pixels;
    private final int channels;
    private final PlaneLayout inLayout;

    GlobalSumming(PackedNetwork network, List<PlaneLayout> layouts, int number) {
        this.number = number;
        sum = (Operation.GlobalSum) network.operations().get(number);
        pixels = network.slots().get(sum.input()).shape().pixels();
        channels = network.slots().get(number).shape().channels();
        inLayout = layouts.get(sum.input());
    }

    @Override
    public void run(Maps maps, Scratch scratch, Share share) {
        byte[] input = maps.codes(sum.input());
        int[] output = maps.sums(number);
        int end = share.to(channels);
        for (int channel = share.from(channels); channel < end; channel++) {
            int at = inLayout.plane(channel);
            int total = 0;
            for (int pixel = 0; pixel < pixels; pixel++, at += inLayout.step()) {
                total += Byte.toUnsignedInt(input[at]);
            }
            output[channel] = total;
        }
    }
}
