package org.bitadapt.quant.kernel;

import java.nio.ByteBuffer;

/** Weight kernels in plain Java. */
final class ScalarWeightKernels implements WeightKernels {

    static final ScalarWeightKernels INSTANCE = new ScalarWeightKernels();

    private ScalarWeightKernels() {}

    @Override
    public void clip(float[] weights, int count) {
        for (int i = 0; i < count; i++) {
            weights[i] = Math.max(-1, Math.min(1, weights[i]));
        }
    }

    @Override
    public void settle(float[] weights, float height, int count, float[] signs) {
        for (int i = 0; i < count; i++) {
            signs[i] = settled(weights[i], signs[i], height);
        }
    }

    private static float settled(float weight, float vote, float height) {
        if (weight != 0 && Math.abs(weight) >= height) {
            return weight > 0 ? 1 : -1;
        }
        if (vote != 0) {
            return vote > 0 ? 1 : -1;
        }
        return weight < 0 ? -1 : 1;
    }

    @Override
    public void add(ByteBuffer parts, int from, int count, float[] sums) {
        for (int i = 0; i < count; i++) {
            sums[i] += parts.getFloat((from + i) * Float.BYTES);
        }
    }

    @Override
    public void scale(float[] gradient, float factor, float[] weights, float limit, int count) {
        for (int i = 0; i < count; i++) {
            gradient[i] = Math.abs(weights[i]) > limit ? 0 : gradient[i] * factor;
        }
    }
}
