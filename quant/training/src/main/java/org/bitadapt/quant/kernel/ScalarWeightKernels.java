package org.bitadapt.quant.kernel;

/** Weight kernels in plain Java. */
final class ScalarWeightKernels implements WeightKernels {

    static final ScalarWeightKernels INSTANCE = new ScalarWeightKernels();

    private ScalarWeightKernels() {}

    @Override
    public boolean clip(float[] weights, int count) {
        boolean changed = false;
        for (int i = 0; i < count; i++) {
            float clipped = Math.max(-1, Math.min(1, weights[i]));
            changed |= clipped != weights[i];
            weights[i] = clipped;
        }
        return changed;
    }

    @Override
    public boolean settle(float[] weights, float height, int count, float[] signs) {
        boolean changed = false;
        for (int i = 0; i < count; i++) {
            float sign = settled(weights[i], signs[i], height);
            changed |= sign != signs[i];
            signs[i] = sign;
        }
        return changed;
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
    public void scale(float[] gradient, float factor, float[] weights, float limit, int count) {
        for (int i = 0; i < count; i++) {
            gradient[i] = Math.abs(weights[i]) > limit ? 0 : gradient[i] * factor;
        }
    }
}
