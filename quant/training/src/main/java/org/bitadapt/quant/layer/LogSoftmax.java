package org.bitadapt.quant.layer;

import java.nio.FloatBuffer;

/** The logarithm of a softmax, in double. */
final class LogSoftmax {

    private LogSoftmax() {}

    /**
     * Computes {@code z / T - ln sum exp(z / T)}, with the largest {@code z / T} taken out of the exponents.
     *
     * @param values the scores {@code z}, from position {@code from} on
     * @param temperature the number {@code T} by which scores are divided, above 0
     * @param result receives one number per score
     */
    static void of(FloatBuffer values, int from, double temperature, double[] result) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < result.length; c++) {
            result[c] = values.get(from + c) / temperature;
            largest = Math.max(largest, result[c]);
        }
        double sum = 0;
        for (double value : result) {
            sum += Math.exp(value - largest);
        }
        for (int c = 0; c < result.length; c++) {
            result[c] -= largest + Math.log(sum);
        }
    }
}
