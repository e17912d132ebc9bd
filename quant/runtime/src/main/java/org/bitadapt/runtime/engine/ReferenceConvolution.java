package org.bitadapt.runtime.engine;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.Shape;
import org.bitadapt.runtime.format.Slot;
import org.bitadapt.runtime.format.WeightType;

/**
 * One convolution: the windows of a few pixels are laid out as rows, and each output is the inner product of a row and
 * a filter.
 */
final class ReferenceConvolution {
    private static final int MAX_WINDOW_NUMBERS = 1 << 20;

    private final Convolution convolution;
    private final Shape in;
    private final Shape out;
    private final boolean addsCodes;
    private final boolean addsValues;
    private final ByteBuffer weights;
    private final float[] multipliers;
    private final float[] offsets;
    private final int[] filter;
    private final int[][] windows;

    ReferenceConvolution(PackedNetwork network, int number) {
        convolution = (Convolution) network.operations().get(number);
        in = network.slots().get(convolution.input()).shape();
        out = network.slots().get(number).shape();
        Slot residual = network.slots().get(convolution.residual().orElse(0));
        addsCodes = convolution.residual().isPresent() && residual.type() == ElementType.U8;
        addsValues = convolution.residual().isPresent() && residual.type() == ElementType.F32;
        weights = network.weights(number);
        multipliers = network.multipliers(number);
        offsets = network.offsets(number);
        filter = new int[network.weightsPerOutput(number)];
        windows = new int[Math.max(1, Math.min(out.pixels(), MAX_WINDOW_NUMBERS / filter.length))][filter.length];
    }

    void run(int[] input, int[] residualCodes, float[] residualValues, int[] codes, float[] values) {
        for (int first = 0; first < out.pixels(); first += windows.length) {
            int count = Math.min(windows.length, out.pixels() - first);
            for (int i = 0; i < count; i++) {
                fill(windows[i], input, first + i);
            }
            for (int channel = 0; channel < out.channels(); channel++) {
                unpack(channel);
                for (int i = 0; i < count; i++) {
                    int at = channel * out.pixels() + first + i;
                    float y = (float) innerProduct(windows[i], filter) * multipliers[channel] + offsets[channel];
                    if (addsCodes) {
                        y += (float) residualCodes[at] * convolution.residualScale();
                    } else if (addsValues) {
                        y += residualValues[at];
                    }
                    if (convolution.outputType() == ElementType.U8) {
                        codes[at] = (int) Math.rint(Math.min(Math.max(y, 0), 255));
                    } else {
                        values[at] = y;
                    }
                }
            }
        }
    }

    /** Lays out one output pixel's window in the order of a filter, zero where it leaves the input. */
    private void fill(int[] window, int[] input, int pixel) {
        int top = pixel / out.width() * convolution.stride() - convolution.padding();
        int left = pixel % out.width() * convolution.stride() - convolution.padding();
        Arrays.fill(window, 0);
        int at = 0;
        for (int channel = 0; channel < in.channels(); channel++) {
            for (int y = top; y < top + convolution.kernelHeight(); y++) {
                int from = Math.max(left, 0);
                int to = Math.min(left + convolution.kernelWidth(), in.width());
                if (y >= 0 && y < in.height() && from < to) {
                    int source = (channel * in.height() + y) * in.width() + from;
                    System.arraycopy(input, source, window, at + from - left, to - from);
                }
                at += convolution.kernelWidth();
            }
        }
    }

    private void unpack(int channel) {
        long first = (long) channel * filter.length; // bits may exceed what an int counts
        for (int i = 0; i < filter.length; i++) {
            long weight = first + i;
            filter[i] = convolution.weightType() == WeightType.INT8
                    ? weights.get((int) weight)
                    : (weights.get((int) (weight >> 3)) >> (weight & 7) & 1) * 2 - 1;
        }
    }

    private static int innerProduct(int[] window, int[] filter) {
        int sum = 0;
        for (int i = 0; i < filter.length; i++) {
            sum += window[i] * filter[i];
        }
        return sum;
    }
}
