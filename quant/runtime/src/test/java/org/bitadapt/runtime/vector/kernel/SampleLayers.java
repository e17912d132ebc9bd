package org.bitadapt.runtime.vector.kernel;

import java.util.List;
import java.util.Random;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.Slot;
import org.bitadapt.runtime.format.SlotShape;
import org.bitadapt.runtime.vector.memory.FeatureMap;
import org.bitadapt.runtime.vector.memory.MapLayout;

/** Layers with their shapes and layouts, without a model around them: they read slot 1 and write slot 2. */
public final class SampleLayers {
    static final int INPUT = 1;
    private static final int OUTPUT = 2;

    private SampleLayers() {}

    /** A convolution of slot 1 over codes of this shape. */
    public static Layer of(Convolution convolution, int channels, int height, int width) {
        SlotShape in = new SlotShape(channels, height, width);
        SlotShape out = new SlotShape(
                convolution.outputChannels(),
                windows(height, convolution.kernelHeight(), convolution),
                windows(width, convolution.kernelWidth(), convolution));
        FeatureMap input = map(convolution, INPUT, new Slot(in, ElementType.U8));
        FeatureMap output = map(convolution, OUTPUT, new Slot(out, convolution.outputType()));
        return new Layer(convolution, input, output, output);
    }

    private static FeatureMap map(Convolution reader, int number, Slot slot) {
        return new FeatureMap(number, slot.shape(), MapLayout.of(List.of(reader), slot, number));
    }

    /** Any kernel up to 5 x 5, step, padding and size. */
    public static Layer random(Random random) {
        int kernelHeight = 1 + random.nextInt(5);
        int kernelWidth = 1 + random.nextInt(5);
        int padding = random.nextInt(Math.min(kernelHeight, kernelWidth));
        Convolution convolution = Convolution.of(INPUT, 1 + random.nextInt(9), kernelHeight, kernelWidth)
                .withStride(1 + random.nextInt(3))
                .withPadding(padding);
        return of(
                convolution,
                1 + random.nextInt(3),
                Math.max(1, kernelHeight - 2 * padding) + random.nextInt(12),
                Math.max(1, kernelWidth - 2 * padding) + random.nextInt(40));
    }

    private static int windows(int size, int kernel, Convolution convolution) {
        return (size + 2 * convolution.padding() - kernel) / convolution.stride() + 1;
    }
}
