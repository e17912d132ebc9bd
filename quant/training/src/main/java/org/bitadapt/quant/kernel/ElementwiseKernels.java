package org.bitadapt.quant.kernel;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Passes over feature maps.
 *
 * <p>{@code from} and {@code to} are positions of whole pixels: multiples of the number of channels. All
 * implementations give equal results but for sums, whose order of additions is free.
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

    /** Computes {@code floats = pixel - zeroPoints[c]}. */
    void centre(ByteBuffer pixels, float[] zeroPoints, ChannelPeriod period, int from, int to, ByteBuffer floats);

    /** Computes {@code floats = codes}. */
    void widen(ByteBuffer codes, int from, int to, ByteBuffer floats);

    /**
     * Adds {@code v - shifts[c]} and its square, summed over pixels, to the sums of each channel.
     *
     * @param shifts one shift per position of the period, close to the mean, so that variances keep their precision
     * @param sums one sum per channel, to which is added
     * @param squares one sum of squares per channel, to which is added
     */
    void moments(
            ByteBuffer values, float[] shifts, ChannelPeriod period, int from, int to, double[] sums, double[] squares);

    /** The largest {@code y}. */
    float largest(Normalization normalization, int from, int to);

    /**
     * Computes {@code codes = round(clip(y, 0, 255))}, ties to even.
     *
     * @return the largest {@code y}
     */
    float codes(Normalization normalization, int from, int to, ByteBuffer codes);

    /**
     * Computes {@code floats = max(y, least)}; {@code least} is 0 for ReLU, and negative infinity without activation.
     */
    void floats(Normalization normalization, float least, int from, int to, ByteBuffer floats);

    /**
     * Stops the gradient where the activation clipped: {@code g = gradient + other} where {@code least < y < most},
     * else 0.
     *
     * @param gradient the gradient in floats, which is overwritten with {@code g}
     * @param other the floats to be added, if any
     * @param centres one centre per position of the period
     * @param sums one sum per channel, to which the sum of {@code g} is added
     * @param centred one sum per channel, to which the sum of {@code g * (product - centres[c])} is added
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

    /** Computes {@code result = gradient * factors[c] + products * slopes[c] + constants[c]}. */
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

    /** Computes what {@link #combine} does, with the result rounded to {@link Bfloat16}, ties to even. */
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

    /** Converts codes to {@link Bfloat16}, which holds them exactly. */
    void widenToBfloat16(ByteBuffer codes, int from, int to, ByteBuffer result);

    /** Rounds floats to {@link Bfloat16}, ties to even; centred pixels are exact. */
    void roundToBfloat16(ByteBuffer floats, int from, int to, ByteBuffer result);

    /**
     * Computes one tap of maximum pooling: {@code best = value} and {@code winners = tap} where {@code value > best}.
     *
     * @param values the map's unsigned bytes
     * @param at the position of the tap's first channel
     * @param tap the number of the tap, 0 to 255
     * @param to the position of the results' first channel
     */
    void maximum(ByteBuffer values, int at, int tap, int channels, ByteBuffer best, ByteBuffer winners, int to);

    /** Adds the gradient of one tap: {@code target[at..] += gradient[from..]} where that tap won. */
    void spread(ByteBuffer gradient, ByteBuffer winners, int from, int tap, int channels, ByteBuffer target, int at);

    /** Computes {@code floats += others}. */
    void add(ByteBuffer others, int from, int to, ByteBuffer floats);
}
