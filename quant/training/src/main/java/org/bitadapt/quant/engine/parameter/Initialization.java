package org.bitadapt.quant.engine.parameter;

import java.nio.FloatBuffer;
import java.util.Random;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;

/**
 * The parameters that training starts from.
 *
 * <p>Weights are normal with variance {@code 2 / fan-in}, which keeps the scale of maps through ReLUs. The weights of
 * the class scores, which no ReLU follows, have variance {@code 1 / (3 fan-in)}: scores then start so small that the
 * first loss is near {@code ln(classes)}. Gamma and second moments are 1; biases, beta, means and ranges are 0; signs
 * are the weights' signs. A seed gives the same vector on every platform.
 *
 * @see <a href="https://arxiv.org/abs/1502.01852">He et al. 2015, section 2.2</a>
 * @see <a href="http://yann.lecun.com/exdb/publis/pdf/lecun-98b.pdf">LeCun et al. 1998, section 4.6: scores start small</a>
 */
public final class Initialization {

    private Initialization() {}

    /**
     * Fills a parameter vector.
     *
     * @param parameters the vector of {@code layout.size()} elements, which is overwritten
     */
    public static void fill(LoweredNetwork network, ParameterLayout layout, long seed, FloatBuffer parameters) {
        layout.slices().values().forEach(slice -> {
            for (int i = slice.offset(); i < slice.end(); i++) {
                parameters.put(i, constant(slice.role()));
            }
        });
        Random random = new Random(seed);
        for (Step.Product product : network.products()) {
            boolean scores = product.output().equals(network.output());
            double variance = (scores ? 1.0 / 3 : 2.0) / product.weightsPerOutput();
            weights(product, layout, Math.sqrt(variance), random, parameters);
        }
    }

    private static float constant(ParameterRole role) {
        return switch (role) {
            case GAMMA, SECOND_MOMENT, SIGN -> 1;
            case WEIGHT, BIAS, BETA, MEAN, RANGE -> 0;
        };
    }

    private static void weights(
            Step.Product product, ParameterLayout layout, double deviation, Random random, FloatBuffer parameters) {
        ParameterSlice weights = layout.slice(product.name(), ParameterRole.WEIGHT);
        for (int i = weights.offset(); i < weights.end(); i++) {
            parameters.put(i, (float) (deviation * random.nextGaussian()));
        }
        if (layout.has(product.name(), ParameterRole.SIGN)) {
            signs(weights, layout.slice(product.name(), ParameterRole.SIGN), parameters);
        }
    }

    /** Sets signs to the signs of the weights. */
    static void signs(ParameterSlice weights, ParameterSlice signs, FloatBuffer parameters) {
        for (int i = 0; i < weights.length(); i++) {
            parameters.put(signs.offset() + i, parameters.get(weights.offset() + i) < 0 ? -1 : 1);
        }
    }
}
