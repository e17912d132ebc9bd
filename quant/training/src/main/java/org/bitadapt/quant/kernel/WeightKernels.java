package org.bitadapt.quant.kernel;

/**
 * Passes over stretches of weights.
 *
 * <p>Parameter vectors are float buffers, which the Vector API does not read; stretches are copied to arrays of a few
 * thousand floats and back, which stay in the cache. All implementations give the same results to the last bit.
 */
public interface WeightKernels {

    /** The number of floats of a stretch, 16 kB. */
    int STRETCH = 4096;

    /** The implementation for this JVM. */
    static WeightKernels best() {
        return KernelChoice.WEIGHTS;
    }

    /** Plain Java. */
    static WeightKernels scalar() {
        return ScalarWeightKernels.INSTANCE;
    }

    /**
     * The sum of {@code |w|} over {@code count} weights, in double. Every fourth weight goes to one of four sums, which
     * are added in the order of their first weights.
     */
    static double sumOfMagnitudes(float[] weights, int from, int count) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int end = from + count;
        int i = from;
        for (; i + 3 < end; i += 4) {
            first += Math.abs(weights[i]);
            second += Math.abs(weights[i + 1]);
            third += Math.abs(weights[i + 2]);
            fourth += Math.abs(weights[i + 3]);
        }
        for (; i < end; i++) {
            first += Math.abs(weights[i]);
        }
        return first + second + third + fourth;
    }

    /**
     * Turns signs into odd codes of several planes: {@code sign (2 m + 1)} with {@code m = min(floor(|w| / (2 scale)),
     * 2^(planes - 1) - 1)}, or {@code sign} where {@code w} is on the other side.
     *
     * @param weights the latent weights
     * @param scale the value of code 1; 0 where all weights are 0
     * @param planes 2 to 7
     * @param codes holds the signs, from {@code offset} on, and receives the codes
     */
    static void planes(float[] weights, float scale, int planes, int count, float[] codes, int offset) {
        float inverse = scale > 0 ? 1 / (2 * scale) : 0;
        float most = (1 << (planes - 1)) - 1;
        for (int i = 0; i < count; i++) {
            float held = Math.max(weights[i] * codes[offset + i], 0);
            float magnitude = (int) Math.min(held * inverse, most);
            codes[offset + i] *= 2 * magnitude + 1;
        }
    }

    /**
     * Computes {@code w = clip(w, -1, 1)}.
     *
     * @return whether a weight changed
     */
    boolean clip(float[] weights, int count);

    /**
     * Sets {@code sign = 1} if {@code w >= height} and {@code w != 0}, and {@code sign = -1} if {@code w <= -height}
     * and {@code w != 0}. Otherwise the sign is that of the vote in {@code signs} if the vote is not 0, else that of
     * {@code w}, with zero as +1.
     *
     * @param height the latent value at which signs flip, 0 or more
     * @return whether a sign changed
     */
    boolean settle(float[] weights, float height, int count, float[] signs);

    /** Multiplies the gradient by {@code factor}, and sets it to 0 where {@code |w| > limit}. */
    void scale(float[] gradient, float factor, float[] weights, float limit, int count);
}
