package org.bitadapt.runtime.engine;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.bitadapt.runtime.format.PackedNetwork;

/** Runs images of zeros until they stop getting faster: the just-in-time compiler has then compiled all kernels. */
public final class SteadySpeed {
    /** How many runs in a row must bring no gain. */
    private static final int QUIET_RUNS = 64;
    /** How long no run must bring a gain: the compiler takes longer than many runs of a small network. */
    private static final long QUIET_NANOS = Duration.ofMillis(400).toNanos();
    /** A run is a gain if it takes less than this share of the fastest run before it. */
    private static final double GAIN = 0.9;

    private SteadySpeed() {}

    /**
     * Runs image by image until many in a row, over some time, brought no gain.
     *
     * @param inference the inference that is to become warm
     * @param network the network of the inference
     */
    public static void reach(Inference inference, PackedNetwork network) {
        reach(inference, network, () -> 0);
    }

    /**
     * Runs image by image until many in a row brought no gain, or until an image takes {@code enoughNanos} or less,
     * which is asked for after each image.
     */
    static void reach(Inference inference, PackedNetwork network, LongSupplier enoughNanos) {
        byte[] pixels = new byte[network.input().shape().elements()];
        float[] logits = new float[network.classes()];
        long fastest = Long.MAX_VALUE;
        long nanos = Long.MAX_VALUE;
        long gained = System.nanoTime();
        long start = gained;
        for (int quiet = 0;
                (quiet < QUIET_RUNS || start - gained < QUIET_NANOS) && nanos > enoughNanos.getAsLong();
                quiet++) {
            start = System.nanoTime();
            inference.run(pixels, 1, logits, OperationListener.NONE);
            nanos = System.nanoTime() - start;
            if (nanos < GAIN * fastest) {
                quiet = 0;
                gained = start;
                fastest = nanos;
            }
        }
    }
}
