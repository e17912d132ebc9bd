package org.bitadapt.runtime.vector;

import java.util.List;
import org.bitadapt.runtime.engine.OperationListener;
import org.bitadapt.runtime.format.Operation;
import org.bitadapt.runtime.format.PackedNetwork;

/** Runs one image at a time in the memory of one thread. */
final class ImageRunner {
    private final Operation.Input input;
    private final int[] zeroPoints;
    private final int classes;
    private final Step[] steps;
    private final Maps maps;
    private final Scratch scratch;

    ImageRunner(PackedNetwork network, List<Step> steps, Maps maps, Scratch scratch) {
        this.input = network.input();
        this.zeroPoints = input.zeroPoints().stream().mapToInt(zero -> zero).toArray();
        this.classes = network.classes();
        this.steps = steps.toArray(Step[]::new);
        this.maps = maps;
        this.scratch = scratch;
    }

    void run(byte[] pixels, int image, float[] logits, OperationListener listener) {
        read(pixels, image * input.shape().elements());
        listener.finished(0);
        for (int i = 0; i < steps.length; i++) {
            steps[i].run(maps, scratch);
            listener.finished(i + 1);
        }
        System.arraycopy(maps.values(steps.length), 0, logits, image * classes, classes);
    }

    /** From interleaved bytes to planes of differences from the zero point. */
    private void read(byte[] pixels, int offset) {
        int channels = input.shape().channels();
        int plane = input.shape().pixels();
        int[] out = maps.sums(0);
        for (int channel = 0; channel < channels; channel++) {
            int zero = zeroPoints[channel];
            for (int pixel = 0; pixel < plane; pixel++) {
                out[channel * plane + pixel] = Byte.toUnsignedInt(pixels[offset + pixel * channels + channel]) - zero;
            }
        }
    }
}
