package org.bitadapt.runtime.engine;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.Operation;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.SlotShape;

/** Runs one image after the other on the caller's thread; feature maps are planes of ints, or of floats for F32. */
final class ReferenceInference implements Inference {
    private final PackedNetwork network;
    private final int[][] numbers;
    private final float[][] values;
    private final int[] windows;
    private final int[] filter;
    private final ReferenceConvolution[] convolutions;

    ReferenceInference(PackedNetwork network) {
        this.network = network;
        int count = network.slots().size();
        numbers = new int[count][0];
        values = new float[count][0];
        convolutions = new ReferenceConvolution[count];
        share(new BufferPlan<>(
                network,
                slot -> network.slots().get(slot).type() == ElementType.F32,
                slot -> network.slots().get(slot).shape().elements()));
        windows = new int[largest(number -> ReferenceConvolution.windowNumbers(network, number))];
        filter = new int[largest(network::weightsPerOutput)];
        makeConvolutions();
    }

    /** Runs in the memory of an inference of the same model at another width, which never runs at the same time. */
    ReferenceInference(PackedNetwork network, ReferenceInference other) {
        this.network = network;
        numbers = other.numbers;
        values = other.values;
        windows = other.windows;
        filter = other.filter;
        convolutions = new ReferenceConvolution[other.convolutions.length];
        makeConvolutions();
    }

    private void makeConvolutions() {
        for (int number : convolutionNumbers()) {
            convolutions[number] = new ReferenceConvolution(network, number, windows, filter);
        }
    }

    private int[] convolutionNumbers() {
        return IntStream.range(0, network.operations().size())
                .filter(number -> network.operations().get(number) instanceof Convolution)
                .toArray();
    }

    private int largest(IntUnaryOperator sizeOfConvolution) {
        return Arrays.stream(convolutionNumbers()).map(sizeOfConvolution).max().orElse(0);
    }

    private void share(BufferPlan<Boolean> floats) {
        int[][] intBuffers = new int[floats.buffers()][0];
        float[][] floatBuffers = new float[floats.buffers()][0];
        for (int buffer = 0; buffer < floats.buffers(); buffer++) {
            if (floats.kind(buffer)) {
                floatBuffers[buffer] = new float[floats.size(buffer)];
            } else {
                intBuffers[buffer] = new int[floats.size(buffer)];
            }
        }
        Arrays.setAll(numbers, slot -> intBuffers[floats.buffer(slot)]);
        Arrays.setAll(values, slot -> floatBuffers[floats.buffer(slot)]);
    }

    @Override
    public void run(byte[] pixels, int images, float[] logits, OperationListener listener) {
        int elements = network.input().shape().elements();
        int last = numbers.length - 1;
        for (int image = 0; image < images; image++) {
            for (int number = 0; number <= last; number++) {
                run(number, pixels, image * elements);
                listener.finished(number);
            }
            System.arraycopy(values[last], 0, logits, image * network.classes(), network.classes());
        }
    }

    private void run(int number, byte[] pixels, int offset) {
        Operation operation = network.operations().get(number);
        if (operation instanceof Operation.Input input) {
            input(input, pixels, offset, numbers[number]);
        } else if (operation instanceof Convolution convolution) {
            int residual = convolution.residual().orElse(0);
            convolutions[number].run(
                    numbers[convolution.input()], numbers[residual], values[residual], numbers[number], values[number]);
        } else if (operation instanceof Operation.MaxPool pool) {
            maxPool(pool, slot(pool.input()), numbers[pool.input()], slot(number), numbers[number]);
        } else if (operation instanceof Operation.GlobalSum sum) {
            globalSum(slot(sum.input()), numbers[sum.input()], numbers[number]);
        }
    }

    private SlotShape slot(int number) {
        return network.slots().get(number).shape();
    }

    /** Turns interleaved bytes into planes of differences from the zero point. */
    private static void input(Operation.Input input, byte[] pixels, int offset, int[] out) {
        int channels = input.shape().channels();
        int plane = input.shape().pixels();
        for (int channel = 0; channel < channels; channel++) {
            int zero = input.zeroPoints().get(channel);
            for (int pixel = 0; pixel < plane; pixel++) {
                out[channel * plane + pixel] = Byte.toUnsignedInt(pixels[offset + pixel * channels + channel]) - zero;
            }
        }
    }

    private static void maxPool(Operation.MaxPool pool, SlotShape in, int[] input, SlotShape out, int[] output) {
        int at = 0;
        for (int channel = 0; channel < out.channels(); channel++) {
            for (int row = 0; row < out.height(); row++) {
                for (int column = 0; column < out.width(); column++) {
                    output[at++] = largest(
                            pool,
                            in,
                            input,
                            channel,
                            row * pool.stride() - pool.padding(),
                            column * pool.stride() - pool.padding());
                }
            }
        }
    }

    private static int largest(Operation.MaxPool pool, SlotShape in, int[] input, int channel, int top, int left) {
        int largest = 0;
        for (int y = Math.max(top, 0); y < Math.min(top + pool.kernel(), in.height()); y++) {
            for (int x = Math.max(left, 0); x < Math.min(left + pool.kernel(), in.width()); x++) {
                largest = Math.max(largest, input[(channel * in.height() + y) * in.width() + x]);
            }
        }
        return largest;
    }

    private static void globalSum(SlotShape in, int[] input, int[] output) {
        for (int channel = 0; channel < in.channels(); channel++) {
            int sum = 0;
            for (int pixel = 0; pixel < in.pixels(); pixel++) {
                sum += input[channel * in.pixels() + pixel];
            }
            output[channel] = sum;
        }
    }

    @Override
    public void close() {
        // Holds no threads.
    }
}
