package org.bitadapt.quant.engine.quantization;

import java.nio.FloatBuffer;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterRole;

/**
 * The operations behind the sum of products {@code I} of an output channel in evaluation, folded to one multiplication
 * and one addition: {@code y = (float) I * multiplier[c] + offset[c]}, plus {@code residual * residualScale}, every
 * operation rounded to float on its own; then {@code q = clip(round(y), 0, 255)}, ties to even, where the output is
 * codes, or {@code max(y, 0)} where it is a floating-point activation.
 *
 * <p>With {@code g = gamma / sqrt(max(secondMoment - mean^2, 0) + epsilon)}, all in double and rounded once:
 * {@code multiplier = scale_w * S_in * g / S_out} and {@code offset = (beta + (bias - mean) * g) / S_out}; without batch
 * norm {@code g} is 1 and beta and mean are 0. Training engines and packed models use the same figures, so that they
 * agree to the last bit.
 */
public final class Folding {

    private final float[] multiplier;
    private final float[] offset;
    private final float residualScale;

    private Folding(float[] multiplier, float[] offset, float residualScale) {
        this.multiplier = multiplier;
        this.offset = offset;
        this.residualScale = residualScale;
    }

    /** The factors of the sums, one per output channel; the array is shared. */
    public float[] multiplier() {
        return multiplier;
    }

    /** The numbers that are added after the multiplication, one per output channel; the array is shared. */
    public float[] offset() {
        return offset;
    }

    /** The factor of stored values of the residual map; 1 if there is no residual. */
    public float residualScale() {
        return residualScale;
    }

    /** Folds the parameters of one product. */
    public static Folding of(Step.Product product, MapScales scales, ParameterLayout layout, FloatBuffer parameters) {
        int outputs = product.layer().outputs();
        float[] multiplier = new float[outputs];
        float[] offset = new float[outputs];
        WeightQuantization weights = WeightQuantization.of(product, layout, parameters);
        Reader reader = new Reader(product, layout, parameters);
        double in = scales.of(product.input());
        double out = scales.of(product.output());
        for (int c = 0; c < outputs; c++) {
            double gain = reader.gain(c);
            multiplier[c] = (float) (weights.scale(c) * in * gain / out);
            offset[c] = (float) ((reader.beta(c) + (reader.bias(c) - reader.mean(c)) * gain) / out);
        }
        float residual =
                product.residual().map(map -> (float) (scales.of(map) / out)).orElse(1f);
        return new Folding(multiplier, offset, residual);
    }

    /** The constants of one product's channels. */
    private record Reader(Step.Product product, ParameterLayout layout, FloatBuffer parameters) {

        double gain(int channel) {
            return product.batchNorm()
                    .map(norm -> {
                        double mean = mean(channel);
                        double second = norm(ParameterRole.SECOND_MOMENT, channel);
                        double variance = Math.max(second - mean * mean, 0);
                        return norm(ParameterRole.GAMMA, channel)
                                / Math.sqrt(variance + norm.layer().epsilon());
                    })
                    .orElse(1.0);
        }

        double bias(int channel) {
            return product.layer().bias() ? value(product.name(), ParameterRole.BIAS, channel) : 0;
        }

        double mean(int channel) {
            return product.batchNorm().isPresent() ? norm(ParameterRole.MEAN, channel) : 0;
        }

        double beta(int channel) {
            return product.batchNorm().isPresent() ? norm(ParameterRole.BETA, channel) : 0;
        }

        private double norm(ParameterRole role, int channel) {
            return value(product.batchNorm().orElseThrow().name(), role, channel);
        }

        private double value(String node, ParameterRole role, int channel) {
            return parameters.get(layout.slice(node, role).offset() + channel);
        }
    }
}
