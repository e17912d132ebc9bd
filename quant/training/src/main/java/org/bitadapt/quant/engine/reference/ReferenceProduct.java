package org.bitadapt.quant.engine.reference;

import java.nio.FloatBuffer;
import java.util.Optional;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.quant.engine.arithmetic.DoubleConvolution;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.bitadapt.quant.engine.quantization.Folding;
import org.bitadapt.quant.engine.quantization.MapScales;
import org.bitadapt.quant.engine.quantization.WeightQuantization;

/**
 * A convolution or linear layer with its batch norm, residual sum and activation.
 *
 * <p>{@code z = scale_w * S_in * I + bias} with {@code I} the sum of weight codes times stored inputs; {@code y =
 * batchNorm(z) + residual}; the output is the activation of {@code y}. The gradient by inputs uses the effective
 * weights {@code scale_w * code}; {@link WeightQuantization} defines the gradient by weights.
 */
final class ReferenceProduct implements ReferenceStep {

    private final Step.Product step;
    private final ParameterLayout layout;
    private final ReferenceMap input;
    private final ReferenceMap output;
    private final Optional<ReferenceMap> residual;
    private final DoubleConvolution convolution;
    private final Optional<ReferenceBatchNorm> batchNorm;
    private final ReferenceActivation activation;
    private final int outputs;

    ReferenceProduct(Step.Product step, ParameterLayout layout, ReferenceMap[] maps) {
        this.step = step;
        this.layout = layout;
        this.input = maps[step.input().index()];
        this.output = maps[step.output().index()];
        this.residual = step.residual().map(map -> maps[map.index()]);
        this.convolution = new DoubleConvolution(step);
        this.batchNorm = step.batchNorm().map(norm -> new ReferenceBatchNorm(norm, layout));
        this.activation = new ReferenceActivation(step, layout);
        this.outputs = step.layer().outputs();
    }

    @Override
    public void evaluate(Pass pass, MapScales scales) {
        Folding folding = Folding.of(step, scales, layout, pass.parameters());
        float[] values = sums(pass);
        for (int i = 0; i < values.length; i++) {
            float value = values[i] * folding.multiplier()[i % outputs];
            value += folding.offset()[i % outputs];
            if (residual.isPresent()) {
                value += residual.get().stored[i] * folding.residualScale();
            }
            output.stored[i] = activation.stored(value);
        }
        output.scale = scales.of(step.output());
    }

    @Override
    public void forward(Pass pass) {
        float[] z = sums(pass);
        for (int c = 0; c < outputs; c++) {
            float factor = (float) (weights(pass).scale(c) * input.scale);
            float bias = bias(pass.parameters(), c);
            for (int i = c; i < z.length; i += outputs) {
                z[i] = z[i] * factor + bias;
            }
        }
        float[] y = batchNorm.isPresent() ? batchNorm.get().forward(pass.parameters(), z) : z;
        residual.ifPresent(map -> {
            for (int i = 0; i < y.length; i++) {
                y[i] += map.stored[i] * (float) map.scale;
            }
        });
        activation.forward(pass.parameters(), y, output);
    }

    private float[] sums(Pass pass) {
        float[] sums = new float[pass.images() * output.map.shape().size()];
        convolution.forward(input.stored, codes(pass), pass.images(), sums);
        return sums;
    }

    private float bias(FloatBuffer parameters, int channel) {
        return step.layer().bias()
                ? parameters.get(layout.slice(step.name(), ParameterRole.BIAS).offset() + channel)
                : 0;
    }

    @Override
    public void backward(Pass pass, FloatBuffer gradient) {
        float[] dy = activation.backward(pass.parameters(), output, gradient);
        residual.ifPresent(map -> {
            for (int i = 0; i < dy.length; i++) {
                map.gradient[i] += dy[i];
            }
        });
        float[] dz = batchNorm.isPresent() ? batchNorm.get().backward(pass.parameters(), dy, gradient) : dy;
        weightGradient(pass, dz, gradient);
        biasGradient(dz, gradient);
        if (step.input().kind() != FeatureMap.Kind.PIXELS) {
            convolution.backwardInput(dz, effectiveWeights(pass), pass.images(), input.gradient);
        }
    }

    private void weightGradient(Pass pass, float[] dz, FloatBuffer gradient) {
        double[] sums = convolution.backwardWeights(input.stored, dz, pass.images());
        int offset = layout.slice(step.name(), ParameterRole.WEIGHT).offset();
        float limit = WeightQuantization.gradientLimit(step.layer().weights());
        for (int i = 0; i < sums.length; i++) {
            float latent = pass.parameters().get(offset + i);
            boolean passes = Math.abs(latent) <= limit;
            gradient.put(offset + i, passes ? (float) (sums[i] * input.scale) : 0);
        }
    }

    private void biasGradient(float[] dz, FloatBuffer gradient) {
        if (!step.layer().bias()) {
            return;
        }
        double[] sums = new double[outputs];
        for (int i = 0; i < dz.length; i++) {
            sums[i % outputs] += dz[i];
        }
        int offset = layout.slice(step.name(), ParameterRole.BIAS).offset();
        for (int c = 0; c < outputs; c++) {
            gradient.put(offset + c, (float) sums[c]);
        }
    }

    private WeightQuantization weights(Pass pass) {
        return WeightQuantization.of(step, layout, pass.parameters());
    }

    private float[] codes(Pass pass) {
        float[] codes = new float[Math.toIntExact(step.weightCount())];
        for (int c = 0; c < outputs; c++) {
            weights(pass).codes(c, codes, c * step.weightsPerOutput());
        }
        return codes;
    }

    private float[] effectiveWeights(Pass pass) {
        float[] values = codes(pass);
        for (int c = 0; c < outputs; c++) {
            float scale = weights(pass).scale(c);
            for (int i = c * step.weightsPerOutput(); i < (c + 1) * step.weightsPerOutput(); i++) {
                values[i] *= scale;
            }
        }
        return values;
    }
}
