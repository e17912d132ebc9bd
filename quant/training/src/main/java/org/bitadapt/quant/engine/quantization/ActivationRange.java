package org.bitadapt.quant.engine.quantization;

import java.nio.FloatBuffer;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.bitadapt.quant.engine.parameter.ParameterSlice;

/**
 * The tracked range of an activation to codes: the value of the largest code.
 *
 * <p>The first batch with a positive value sets the range to {@code share * max}, with {@code max} the batch's largest value.
 * Every later batch moves the range by {@code range' = 0.99 range + 0.01 share * max}, unless {@code max} is 0 or less. No
 * gradient reaches the range.
 *
 * <p>Codes of 8 bits reach to the largest value. Fewer codes lie closer where values are many, and clip the few large ones:
 * {@code share} gives the least squared error for rectified normal values whose largest is 4.9 standard deviations, as
 * among a million.
 *
 * @see <a href="https://arxiv.org/abs/1712.05877">Jacob et al. 2018, section 3.1</a>
 */
public final class ActivationRange {

    /** The weight of the past: the range takes about a hundred steps to follow a change. */
    private static final double DECAY = 0.99;

    /** The share of the largest value at which codes end, by the bits of codes from 1 on. */
    private static final double[] SHARES = {0.25, 0.40, 0.51, 0.59, 0.67, 0.74, 0.80, 1};

    private ActivationRange() {}

    /** The range in a parameter vector; 0 before the first batch. */
    static float of(Step.Product product, ParameterLayout layout, FloatBuffer parameters) {
        return parameters.get(slice(product, layout).offset());
    }

    /**
     * Where the range of a product's activation lies in the parameter vector.
     *
     * @throws java.util.NoSuchElementException if no activation to codes follows the product
     */
    public static ParameterSlice slice(Step.Product product, ParameterLayout layout) {
        return layout.slice(product.activation().orElseThrow().name(), ParameterRole.RANGE);
    }

    /**
     * The range that a batch is quantized with.
     *
     * @param range the tracked range; 0 before the first batch
     * @param largest the batch's largest value before the activation
     * @param bits the bits of codes, 1 to 8
     */
    public static float used(float range, float largest, int bits) {
        return range > 0 ? range : (float) (SHARES[bits - 1] * Math.max(largest, 0));
    }

    /**
     * The range after a batch.
     *
     * @param range the tracked range; 0 before the first batch
     * @param largest the batch's largest value before the activation; a value that is not above 0 leaves the range as it is
     * @param bits the bits of codes, 1 to 8
     */
    public static float moved(float range, float largest, int bits) {
        if (!(largest > 0)) {
            return range;
        }
        double share = SHARES[bits - 1];
        return range > 0 ? (float) (DECAY * range + (1 - DECAY) * (share * largest)) : used(range, largest, bits);
    }

    /**
     * The value of code 1. Where no value was ever positive every code is 0, and any scale will do.
     *
     * @param range the value of the largest code
     * @param largestCode 255 for codes of 8 bits
     */
    public static double scale(float range, int largestCode) {
        return (range > 0 ? range : 1) / (double) largestCode;
    }
}
