package org.bitadapt.quant.engine.arithmetic;

/**
 * Which values dropout keeps: a pure function of the step's seed, the layer and the position. The mask therefore does
 * not depend on how a batch is divided over threads.
 *
 * @see <a href="https://doi.org/10.1145/2660193.2660195">SplittableRandom's mixing function</a>
 */
public final class DropoutMask {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final long threshold;
    private final long origin;

    /**
     * The mask of one layer in one step.
     *
     * @param rate the probability that a value is dropped
     * @param layer the step's number in the network
     */
    public DropoutMask(double rate, long seed, int layer) {
        this.threshold = (long) (rate * (1L << 32));
        this.origin = mix(seed + GOLDEN_GAMMA * (layer + 1));
    }

    /** Whether the value at a position, counted over the whole batch, is kept. */
    public boolean keeps(long position) {
        return mix(origin + GOLDEN_GAMMA * (position + 1)) >>> 32 >= threshold;
    }

    private static long mix(long bits) {
        long z = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
