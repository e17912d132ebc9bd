package org.bitadapt.runtime.engine;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.bitadapt.runtime.format.PackedNetwork;

/** Runs images of zeros until they take no less time than before: the just-in-time compiler has been over all kernels. */
public final class SteadySpeed {
    /** Runs without a gain. */
    private static final int QUIET_RUNS = 64;
    /** Time without a gain: the compiler takes longer than many runs of a small network. */
    private static final long QUIET_NANOS = Duration.ofMillis(400).toNanos();
    /** A run that takes less than this share of the fastest one before it is a gain. */
    private static final double GAIN = 0.9;

    private SteadySpeed() {}

    /**
     * Runs image by image until many in a row, over some time, brought no gain.
     *
     * @param inference what is to become warm
     * @param network its network
     */
    public static void reach(Inference inference, PackedNetwork network) {
        reach(inference, network, () -> 0);
    }

    /** The same, or until an image takes no longer than some nanoseconds, asked for after each. */
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
