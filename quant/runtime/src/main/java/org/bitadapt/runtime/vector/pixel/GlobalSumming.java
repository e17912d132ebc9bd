package org.bitadapt.runtime.vector.pixel;

import org.bitadapt.runtime.vector.kernel.KernelCall;
import org.bitadapt.runtime.vector.kernel.Share;
import org.bitadapt.runtime.vector.memory.FeatureMap;
import org.bitadapt.runtime.vector.memory.MapLayout;
import org.bitadapt.runtime.vector.memory.Maps;
import org.bitadapt.runtime.vector.memory.Scratch;

/** Sums the codes of each channel. */
public final class GlobalSumming implements KernelCall {
    private final int from;
    private final int to;
    private final int pixels;
    private final int channels;
    private final MapLayout layout;

    /** Makes the sums of a map's channels, a map of one pixel. */
    public GlobalSumming(FeatureMap input, FeatureMap output) {
        from = input.slot();
        to = output.slot();
        pixels = input.shape().pixels();
        channels = output.shape().channels();
        layout = input.layout();
    }

    @Override
    public void run(Maps maps, Scratch scratch, Share share) {
        byte[] input = maps.codes(from);
        int[] output = maps.sums(to);
        int end = share.to(channels);
        for (int channel = share.from(channels); channel < end; channel++) {
            int at = layout.plane(channel);
            int total = 0;
            for (int pixel = 0; pixel < pixels; pixel++, at += layout.step()) {
                total += Byte.toUnsignedInt(input[at]);
            }
            output[channel] = total;
        }
    }
}
