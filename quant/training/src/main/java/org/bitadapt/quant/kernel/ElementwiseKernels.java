package org.bitadapt.quant.kernel;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Passes over feature maps.
 *
 * <p>{@code from} and {@code to} are positions of whole pixels: multiples of the number of channels. All
 * implementations give the same results but for sums, whose order of additions is free.
 */
public interface ElementwiseKernels {

    /** The implementation for this JVM. */
    static ElementwiseKernels best() {
        return KernelChoice.BEST;
    }

    /** Plain Java. */
    static ElementwiseKernels scalar() {
        return ScalarElementwiseKernels.INSTANCE;
    }

    /** {@code floats = (pixel - zeroPoints[c])}. */
    void centre(ByteBuffer pixels, float[] zeroPoints, ChannelPeriod period, int from, int to, ByteBuffer floats);

    /** {@code floats = codes}. */
    void widen(ByteBuffer codes, int from, int to, ByteBuffer floats);

    /**
     * Adds {@code v - shifts[c]} and its square, summed over pixels, to the sums of each channel.
     *
     * @param shifts per position of the period; close to the means, so that variances keep their precision
     * @param sums per channel; added to
     * @param squares per channel; added to
     */
    void moments(
            ByteBuffer values, float[] shifts, ChannelPeriod period, int from, int to, double[] sums, double[] squares);

    /** The largest {@code y}. */
    float largest(Normalization normalization, int from, int to);

    /**
     * {@code codes = round(clip(y, 0, 255))}, ties to even.
     *
     * @return the largest {@code y}
     */
    float codes(Normalization normalization, int from, int to, ByteBuffer codes);

    /** {@code floats = max(y, least)}; {@code least} is 0 for ReLU, negative infinity for none. */
    void floats(Normalization normalization, float least, int from, int to, ByteBuffer floats);

    /**
     * Stops the gradient where the activation did: {@code g = gradient + other} where {@code least < y < most}, else 0.
     *
     * @param gradient floats; overwritten with {@code g}
     * @param other floats to be added, if any
     * @param centres per position of the period
     * @param sums per channel; the sum of {@code g} is added
     * @param centred per channel; the sum of {@code g * (product - centres[c])} is added
     */
    void masked(
            Normalization normalization,
            float least,
            float most,
            int from,
            int to,
            ByteBuffer gradient,
            Optional<ByteBuffer> other,
            float[] centres,
            double[] sums,
            double[] centred);

    /** {@code result = gradient * factors[c] + products * slopes[c] + constants[c]}. */
    void combine(
            ByteBuffer gradient,
            float[] factors,
            ByteBuffer products,
            float[] slopes,
            float[] constants,
            ChannelPeriod period,
            int from,
            int to,
            ByteBuffer result);

    /** As {@link #combine}, with the result rounded to {@link Bfloat16}, ties to even. */
    void combineToBfloat16(
            ByteBuffer gradient,
            float[] factors,
            ByteBuffer products,
            float[] slopes,
            float[] constants,
            ChannelPeriod period,
            int from,
            int to,
            ByteBuffer result);

    /** Codes as {@link Bfloat16}, which holds them exactly. */
    void widenToBfloat16(ByteBuffer codes, int from, int to, ByteBuffer result);

    /** Floats rounded to {@link Bfloat16}, ties to even; centred pixels exactly. */
    void roundToBfloat16(ByteBuffer floats, int from, int to, ByteBuffer result);

    /**
     * One tap of maximum pooling: {@code best = value} and {@code winners = tap} where {@code value > best}.
     *
     * @param values unsigned bytes
     * @param at position of the tap's first channel
     * @param tap 0 to 255
     * @param to position of the results' first channel
     */
    void maximum(ByteBuffer values, int at, int tap, int channels, ByteBuffer best, ByteBuffer winners, int to);

    /** The gradient of one tap: {@code target[at..] += gradient[from..]} where that tap won. */
    void spread(ByteBuffer gradient, ByteBuffer winners, int from, int tap, int channels, ByteBuffer target, int at);

    /** {@code floats += others}. */
    void add(ByteBuffer others, int from, int to, ByteBuffer floats);
}
