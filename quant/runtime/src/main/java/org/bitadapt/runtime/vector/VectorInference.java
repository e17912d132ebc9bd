package org.bitadapt.runtime.vector;

import java.util.List;
import org.bitadapt.runtime.engine.Inference;
import org.bitadapt.runtime.engine.OperationListener;
import org.bitadapt.runtime.format.Operation;
import org.bitadapt.runtime.format.PackedNetwork;

/** Runs one image after the other. */
final class VectorInference implements Inference {
    private final Operation.Input input;
    private final int classes;
    private final Step[] steps;
    private final Maps maps;
    private final Scratch scratch;

    VectorInference(PackedNetwork network, List<Step> steps, Maps maps, Scratch scratch) {
        this.input = network.input();
        this.classes = network.classes();
        this.steps = steps.toArray(Step[]::new);
        this.maps = maps;
        this.scratch = scratch;
    }

    @Override
    public void run(byte[] pixels, int images, float[] logits, OperationListener listener) {
        for (int image = 0; image < images; image++) {
            read(pixels, image * input.shape().elements());
            listener.finished(0);
            for (int i = 0; i < steps.length; i++) {
                steps[i].run(maps, scratch);
                listener.finished(i + 1);
            }
            System.arraycopy(maps.values(steps.length), 0, logits, image * classes, classes);
        }
    }

    /** From interleaved bytes to planes of differences from the zero point. */
    private void read(byte[] pixels, int offset) {
        int channels = input.shape().channels();
        int plane = input.shape().pixels();
        int[] out = maps.sums(0);
        for (int channel = 0; channel < channels; channel++) {
            int zero = input.zeroPoints().get(channel);
            for (int pixel = 0; pixel < plane; pixel++) {
                out[channel * plane + pixel] = Byte.toUnsignedInt(pixels[offset + pixel * channels + channel]) - zero;
            }
        }
    }

    @Override
    public void close() {
        // Holds no threads.
    }
}
