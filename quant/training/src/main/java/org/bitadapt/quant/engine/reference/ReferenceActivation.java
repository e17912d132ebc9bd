package org.bitadapt.quant.engine.reference;

import java.nio.FloatBuffer;
import java.util.Optional;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterSlice;
import org.bitadapt.quant.engine.quantization.ActivationRange;

/**
 * The step behind normalization and residual sum: nothing, ReLU, or ReLU and rounding to codes.
 *
 * <p>Codes are {@code q = round(clip(y / S, 0, n))} with ties to even, {@code n} the largest code and {@code S = range / n}. The
 * gradient is straight through: {@code dL/dy = dL/dx} where {@code 0 < y < range}, else 0; in a floating-point ReLU where {@code 0
 * < y}.
 */
final class ReferenceActivation {

    private final Optional<ParameterSlice> rangeSlice;
    private final boolean rectified;
    private final int largestCode;
    private final int bits;
    private float[] y = {};
    private float range;
    private float largest;

    ReferenceActivation(Step.Product product, ParameterLayout layout) {
        this.rectified = product.activation().isPresent();
        this.rangeSlice = product.output().kind() == FeatureMap.Kind.CODES
                ? Optional.of(ActivationRange.slice(product, layout))
                : Optional.empty();
        this.bits = product.output().bits();
        this.largestCode = rangeSlice.isPresent() ? product.output().largestCode() : 0;
    }

    /** Writes the output map of a training step; {@code values} are kept for the backward pass. */
    void forward(FloatBuffer parameters, float[] values, ReferenceMap output) {
        y = values;
        largest = Float.NEGATIVE_INFINITY;
        for (float value : y) {
            largest = Math.max(largest, value);
        }
        range = rangeSlice.isPresent()
                ? ActivationRange.used(parameters.get(rangeSlice.get().offset()), largest, bits)
                : Float.POSITIVE_INFINITY;
        output.scale = rangeSlice.isPresent() ? ActivationRange.scale(range, largestCode) : 1;
        float inverse = (float) (1 / output.scale);
        for (int i = 0; i < y.length; i++) {
            output.stored[i] = stored(y[i] * inverse);
        }
    }

    /**
     * The stored form of a value: the code of a value in units of codes, or in floating-point maps the rectified value.
     */
    float stored(float value) {
        if (rangeSlice.isPresent()) {
            return (float) Math.rint(Math.max(0, Math.min(largestCode, value)));
        }
        return rectified ? Math.max(value, 0) : value;
    }

    /** Computes the gradient by {@code y}, and writes the move of the range. */
    float[] backward(FloatBuffer parameters, ReferenceMap output, FloatBuffer gradient) {
        float[] dy = new float[y.length];
        for (int i = 0; i < dy.length; i++) {
            boolean passes = !rectified || (y[i] > 0 && y[i] < range);
            dy[i] = passes ? output.gradient[i] : 0;
        }
        rangeSlice.ifPresent(slice -> {
            float old = parameters.get(slice.offset());
            gradient.put(slice.offset(), old - ActivationRange.moved(old, largest, bits));
        });
        return dy;
    }
}
