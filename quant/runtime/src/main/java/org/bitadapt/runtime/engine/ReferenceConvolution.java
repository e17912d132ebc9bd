package org.bitadapt.runtime.engine;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.Slot;
import org.bitadapt.runtime.format.SlotShape;
import org.bitadapt.runtime.format.WeightBits;
import org.bitadapt.runtime.format.WeightType;

/**
 * Computes a convolution: the windows of a few pixels are laid out as rows, and each output is the inner product of a
 * row and a filter.
 */
final class ReferenceConvolution {
    private static final int MAX_WINDOW_NUMBERS = 1 << 18;

    private final Convolution convolution;
    private final SlotShape in;
    private final SlotShape out;
    private final boolean addsCodes;
    private final boolean addsValues;
    /** The 8-bit weights alone, or the sign planes. */
    private final ByteBuffer[] weights;

    private final float[] multipliers;
    private final float[] offsets;
    /** The number of weights of one output. */
    private final int length;
    /** The number of windows that are laid out at once. */
    private final int count;

    private final int[] windows;
    private final int[] filter;

    /** A convolution of a network; {@code windows} and {@code filter} are working arrays that convolutions share. */
    ReferenceConvolution(PackedNetwork network, int number, int[] windows, int[] filter) {
        convolution = (Convolution) network.operations().get(number);
        in = network.slots().get(convolution.input()).shape();
        out = network.slots().get(number).shape();
        Slot residual = network.slots().get(convolution.residual().orElse(0));
        addsCodes = convolution.residual().isPresent() && residual.type() == ElementType.U8;
        addsValues = convolution.residual().isPresent() && residual.type() == ElementType.F32;
        weights = weights(network, number, convolution);
        multipliers = network.multipliers(number);
        offsets = network.offsets(number);
        length = network.weightsPerOutput(number);
        count = windowCount(network, number);
        this.windows = windows;
        this.filter = filter;
    }

    private static ByteBuffer[] weights(PackedNetwork network, int number, Convolution convolution) {
        return convolution.weightType() == WeightType.INT8
                ? new ByteBuffer[] {network.weights(number)}
                : IntStream.rangeClosed(1, convolution.planes())
                        .mapToObj(plane -> network.plane(number, plane))
                        .toArray(ByteBuffer[]::new);
    }

    /** The number of windows that are laid out at once. */
    private static int windowCount(PackedNetwork network, int number) {
        int pixels = network.slots().get(number).shape().pixels();
        return Math.max(1, Math.min(pixels, MAX_WINDOW_NUMBERS / network.weightsPerOutput(number)));
    }

    /** How many numbers the windows have that are laid out at once. */
    static int windowNumbers(PackedNetwork network, int number) {
        return windowCount(network, number) * network.weightsPerOutput(number);
    }

    void run(int[] input, int[] residualCodes, float[] residualValues, int[] codes, float[] values) {
        for (int first = 0; first < out.pixels(); first += count) {
            int last = Math.min(count, out.pixels() - first);
            for (int i = 0; i < last; i++) {
                fill(i * length, input, first + i);
            }
            for (int channel = 0; channel < out.channels(); channel++) {
                unpack(channel);
                for (int i = 0; i < last; i++) {
                    int at = channel * out.pixels() + first + i;
                    float y = (float) innerProduct(windows, i * length, filter, length) * multipliers[channel]
                            + offsets[channel];
                    if (addsCodes) {
                        y += (float) residualCodes[at] * convolution.residualScale();
                    } else if (addsValues) {
                        y += residualValues[at];
                    }
                    if (convolution.outputType() == ElementType.U8) {
                        codes[at] = (int) Math.rint(Math.min(Math.max(y, 0), convolution.largestCode()));
                    } else {
                        values[at] = y;
                    }
                }
            }
        }
    }

    /** Lays out one output pixel's window in the order of a filter, zero where it leaves the input. */
    private void fill(int start, int[] input, int pixel) {
        int top = pixel / out.width() * convolution.stride() - convolution.padding();
        int left = pixel % out.width() * convolution.stride() - convolution.padding();
        Arrays.fill(windows, start, start + length, 0);
        int at = start;
        for (int channel = 0; channel < in.channels(); channel++) {
            for (int y = top; y < top + convolution.kernelHeight(); y++) {
                int from = Math.max(left, 0);
                int to = Math.min(left + convolution.kernelWidth(), in.width());
                if (y >= 0 && y < in.height() && from < to) {
                    int source = (channel * in.height() + y) * in.width() + from;
                    System.arraycopy(input, source, windows, at + from - left, to - from);
                }
                at += convolution.kernelWidth();
            }
        }
    }

    private void unpack(int channel) {
        long first = (long) channel * length; // bits may exceed what an int counts
        for (int i = 0; i < length; i++) {
            long weight = first + i;
            filter[i] = convolution.weightType() == WeightType.INT8 ? weights[0].get((int) weight) : ofSigns(weight);
        }
    }

    /** The sum over planes k = 1..e of {@code 2^(e-k) s_k}. */
    private int ofSigns(long weight) {
        int sum = 0;
        for (ByteBuffer plane : weights) {
            sum = 2 * sum + WeightBits.bit(plane, weight) * 2 - 1;
        }
        return sum;
    }

    private static int innerProduct(int[] windows, int from, int[] filter, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += windows[from + i] * filter[i];
        }
        return sum;
    }
}
