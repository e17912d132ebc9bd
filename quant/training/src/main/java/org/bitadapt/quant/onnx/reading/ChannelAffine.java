package org.bitadapt.quant.onnx.reading;

import java.util.Arrays;

/**
 * A multiplication and an addition per channel: {@code y = factor[c] * x + constant[c]}.
 *
 * @param factor one factor per channel
 * @param constant one constant per channel
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never compared
record ChannelAffine(double[] factor, double[] constant) {

    /** Neither multiplies nor adds. */
    static ChannelAffine identity(int channels) {
        double[] ones = new double[channels];
        Arrays.fill(ones, 1);
        return new ChannelAffine(ones, new double[channels]);
    }

    /** This, and then another on its result. */
    ChannelAffine then(ChannelAffine next) {
        double[] factors = new double[factor.length];
        double[] constants = new double[factor.length];
        for (int c = 0; c < factors.length; c++) {
            factors[c] = factor[c] * next.factor[c];
            constants[c] = constant[c] * next.factor[c] + next.constant[c];
        }
        return new ChannelAffine(factors, constants);
    }
}
