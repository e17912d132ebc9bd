package org.bitadapt.quant.kernel;

import java.nio.ByteBuffer;

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
     * @param sums the sums, and the sums of squares
     */
    void moments(ByteBuffer values, float[] shifts, ChannelPeriod period, int from, int to, ChannelSums sums);

    /** The largest {@code y}. */
    float largest(Normalization normalization, int from, int to);

    /**
     * Computes {@code codes = round(clip(y, 0, largestCode))}, ties to even.
     *
     * @param largestCode 1 to 255
     * @return the largest {@code y}
     */
    float codes(Normalization normalization, int largestCode, int from, int to, ByteBuffer codes);

    /**
     * Computes {@code floats = max(y, least)}; {@code least} is 0 for ReLU, and negative infinity without activation.
     */
    void floats(Normalization normalization, float least, int from, int to, ByteBuffer floats);

    /**
     * Stops the gradient where the activation clipped: {@code g = gradient + other} where {@code least < y < most},
     * else 0.
     *
     * @param gradients the gradient is overwritten with {@code g}
     * @param centres one centre per position of the period
     * @param sums the sums of {@code g}, and those of {@code g * (product - centres[c])}
     */
    void masked(
            Normalization normalization,
            ActivationPass pass,
            Stretch stretch,
            GradientSum gradients,
            float[] centres,
            ChannelSums sums);

    /** Computes {@code result = gradient * factors[c] + products * slopes[c] + constants[c]}. */
    void combine(ByteBuffer gradient, ByteBuffer products, ChannelLine line, int from, int to, ByteBuffer result);

    /** Computes what {@link #combine} does, with the result rounded to {@link Bfloat16}, ties to even. */
    void combineToBfloat16(
            ByteBuffer gradient, ByteBuffer products, ChannelLine line, int from, int to, ByteBuffer result);

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
     * @param pooled the largest values so far and their taps
     * @param to the position of the results' first channel
     */
    void maximum(ByteBuffer values, int at, int tap, int channels, PooledMap pooled, int to);

    /** Adds the gradient of one tap: {@code target[at..] += gradient[from..]} where that tap won. */
    void spread(PooledMap gradient, int from, int tap, int channels, ByteBuffer target, int at);

    /** Computes {@code floats += others}. */
    void add(ByteBuffer others, int from, int to, ByteBuffer floats);
}
