package org.bitadapt.quant.kernel.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.bitadapt.quant.kernel.WeightKernels;

/** Weight kernels on the Vector API. */
public final class VectorWeightKernels implements WeightKernels {

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();

    private final WeightKernels plain = WeightKernels.scalar();

    /** Makes the kernels; called by name, where the JVM has the vector module. */
    public VectorWeightKernels() {
        // The kernels have no state.
    }

    @Override
    public boolean clip(float[] weights, int count) {
        boolean changed = false;
        int end = FLOATS.loopBound(count);
        for (int i = 0; i < end; i += LANES) {
            FloatVector weight = FloatVector.fromArray(FLOATS, weights, i);
            if (weight.abs().compare(VectorOperators.GT, 1f).anyTrue()) {
                weight.max(-1f).min(1f).intoArray(weights, i);
                changed = true;
            }
        }
        for (int i = end; i < count; i++) {
            float clipped = Math.max(-1, Math.min(1, weights[i]));
            changed |= clipped != weights[i];
            weights[i] = clipped;
        }
        return changed;
    }

    @Override
    public boolean settle(float[] weights, float height, int count, float[] signs) {
        boolean changed = false;
        int end = FLOATS.loopBound(count);
        FloatVector one = FloatVector.broadcast(FLOATS, 1);
        FloatVector minusOne = FloatVector.broadcast(FLOATS, -1);
        for (int i = 0; i < end; i += LANES) {
            FloatVector weight = FloatVector.fromArray(FLOATS, weights, i);
            FloatVector vote = FloatVector.fromArray(FLOATS, signs, i);
            VectorMask<Float> crossed =
                    weight.compare(VectorOperators.NE, 0f).and(weight.abs().compare(VectorOperators.GE, height));
            VectorMask<Float> decides = crossed.or(vote.compare(VectorOperators.EQ, 0f));
            VectorMask<Float> negative = vote.blend(weight, decides).compare(VectorOperators.LT, 0f);
            FloatVector sign = one.blend(minusOne, negative);
            if (sign.compare(VectorOperators.NE, vote).anyTrue()) {
                sign.intoArray(signs, i);
                changed = true;
            }
        }
        if (end < count) {
            float[] lastWeights = Arrays.copyOfRange(weights, end, count);
            float[] lastSigns = Arrays.copyOfRange(signs, end, count);
            changed |= plain.settle(lastWeights, height, count - end, lastSigns);
            System.arraycopy(lastSigns, 0, signs, end, count - end);
        }
        return changed;
    }

    @Override
    public void scale(float[] gradient, float factor, float[] weights, float limit, int count) {
        int end = FLOATS.loopBound(count);
        FloatVector zero = FloatVector.zero(FLOATS);
        for (int i = 0; i < end; i += LANES) {
            VectorMask<Float> stopped =
                    FloatVector.fromArray(FLOATS, weights, i).abs().compare(VectorOperators.GT, limit);
            FloatVector.fromArray(FLOATS, gradient, i)
                    .mul(factor)
                    .blend(zero, stopped)
                    .intoArray(gradient, i);
        }
        for (int i = end; i < count; i++) {
            gradient[i] = Math.abs(weights[i]) > limit ? 0 : gradient[i] * factor;
        }
    }
}
