package org.bitadapt.quant.engine.quantization;

import java.nio.FloatBuffer;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.bitadapt.quant.engine.parameter.ParameterSlice;
import org.bitadapt.quant.kernel.WeightKernels;

/**
 * The weights by which one product multiplies: {@code W_eff = scale_c * code}, channel by channel.
 *
 * <ul>
 *   <li>BINARY: {@code scale_c = mean|W|} and the codes are the layer's signs, +1 or -1 once settled. The gradient is
 *       {@code dL/dW = dL/dW_eff} where {@code |W| <= 1}, else 0; the scale's own dependence on W is not
 *       differentiated.
 *   <li>PLANES2 to PLANES7, with {@code p} planes: {@code scale_c = 2.9 mean|W| / 2^p}, and the codes are the odd numbers
 *       {@code sign (2 m + 1)}, {@code m = min(floor(|W| / (2 scale_c)), 2^(p-1) - 1)}. The sign is the layer's, with
 *       hysteresis; where it is held against the latent weight, {@code m} is 0. Codes of fewer planes are these codes'
 *       first bits. The gradient is that of BINARY.
 *   <li>INT8: {@code scale_c = max|W| / 127}, {@code code = clip(round(W / scale_c), -127, 127)}, ties to even; a
 *       channel of zeros has scale 0 and codes 0. The gradient is {@code dL/dW = dL/dW_eff}.
 *   <li>FLOAT32: the scale is 1, and the codes are the weights.
 * </ul>
 *
 * @see <a href="https://arxiv.org/abs/1603.05279">XNOR-Net, section 3.1</a>
 */
public final class WeightQuantization {

    /**
     * The largest weight of several planes in units of mean |w|: 2.3 standard deviations of a normal weight. One range for
     * all numbers of planes; the largest weight would spoil two planes.
     */
    private static final double RANGE = 2.9;

    private final FloatBuffer parameters;
    private final WeightPrecision precision;
    private final ParameterSlice weights;
    private final int codeOffset;
    private final int perOutput;
    private final float[] latents;

    private WeightQuantization(Step.Product product, ParameterLayout layout, FloatBuffer parameters) {
        this.parameters = parameters;
        this.precision = product.layer().weights();
        this.weights = layout.slice(product.name(), ParameterRole.WEIGHT);
        this.codeOffset = precision.hasPlanes()
                ? layout.slice(product.name(), ParameterRole.SIGN).offset()
                : weights.offset();
        this.perOutput = product.weightsPerOutput();
        this.latents = new float[perOutput];
    }

    /**
     * The weights of {@code product} in a parameter vector, which is read whenever a method is called. An instance is
     * for one thread at a time.
     */
    public static WeightQuantization of(Step.Product product, ParameterLayout layout, FloatBuffer parameters) {
        return new WeightQuantization(product, layout, parameters);
    }

    /** The scale of one output channel; 0 or more. */
    public float scale(int output) {
        if (precision == WeightPrecision.FLOAT32) {
            return 1;
        }
        parameters.get(weights.offset() + output * perOutput, latents);
        return scale(latents);
    }

    private float scale(float[] channel) {
        if (precision == WeightPrecision.INT8) {
            return largest(channel) / 127;
        }
        double mean = WeightKernels.sumOfMagnitudes(channel, 0, perOutput) / perOutput;
        // Scales of several planes are one float divided by powers of 2, so that narrower codes are exact prefixes.
        return precision == WeightPrecision.BINARY ? (float) mean : (float) (RANGE * mean) / (1 << precision.planes());
    }

    /**
     * Writes the codes of one output channel, {@code [in][ky][kx]}.
     *
     * @param codes receives the codes
     * @param offset where the channel's first code goes
     */
    public void codes(int output, float[] codes, int offset) {
        parameters.get(codeOffset + output * perOutput, codes, offset, perOutput);
        if (precision == WeightPrecision.INT8) {
            float scale = scale(output);
            for (int i = offset; i < offset + perOutput; i++) {
                codes[i] = code(codes[i], scale);
            }
        } else if (precision.planes() > 1) {
            float scale = scale(output); // also reads the latents
            WeightKernels.planes(latents, scale, precision.planes(), perOutput, codes, offset);
        }
    }

    /**
     * Writes the codes of all output channels.
     *
     * @param all receives the codes {@code [out][in][ky][kx]}
     */
    public void codes(FloatBuffer all) {
        float[] channel = new float[perOutput];
        for (int output = 0; output < weights.length() / perOutput; output++) {
            codes(output, channel, 0);
            all.put(output * perOutput, channel);
        }
    }

    /** The magnitude of a latent weight up to which its gradient passes; infinite for all but planes. */
    public static float gradientLimit(WeightPrecision precision) {
        return precision.hasPlanes() ? 1 : Float.POSITIVE_INFINITY;
    }

    private static float code(float weight, float scale) {
        return scale == 0 ? 0 : (float) Math.rint(Math.max(-127, Math.min(127, weight / scale)));
    }

    private static float largest(float[] channel) {
        float largest = 0;
        for (float weight : channel) {
            largest = Math.max(largest, Math.abs(weight));
        }
        return largest;
    }
}
