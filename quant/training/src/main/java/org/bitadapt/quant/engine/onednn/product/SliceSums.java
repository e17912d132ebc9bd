package org.bitadapt.quant.engine.onednn.product;

/**
 * One worker's contributions to figures of the whole batch, for one product. The worker writes them, and after a meeting all
 * workers read them.
 */
final class SliceSums {
    /** The number of pixels in the sums. */
    int count;
    /** The largest value before the activation. */
    float largest;
    /** The number that was subtracted before summing, per channel. */
    final float[] shifts;
    /** The sum of {@code product - shift}, per channel. */
    final double[] values;
    /** The sum of {@code (product - shift)^2}, per channel. */
    final double[] squares;
    /** The sum of gradients, per channel. */
    final double[] gradients;
    /** The sum of {@code gradient * (product - mean)}, per channel. */
    final double[] centredGradients;

    SliceSums(int channels) {
        shifts = new float[channels];
        values = new double[channels];
        squares = new double[channels];
        gradients = new double[channels];
        centredGradients = new double[channels];
    }
}
