package org.bitadapt.quant.engine.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Node;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightQuantizationTest {

    /**
     * The magnitudes have the mean 1, so the range is 2.9 and a step of two planes 2.9 / 2 = 1.45: below it the code is
     * 1, else 3. The last three signs are held against their latent weights.
     */
    @Test
    void twoPlanesAreOddNumbersBySteps() {
        float[] latents = {0.2f, -0.2f, 1.4f, 1.5f, -1.5f, 9f, -0.4f, -2.8f, 0.2f, 1.4f, -0.6f, 0.2f, 0, 0, -0.1f, 1.5f
        };
        float[] signs = {1, -1, 1, 1, -1, 1, -1, -1, 1, 1, -1, 1, 1, -1, 1, -1};
        latents[5] = 16 - magnitude(latents, 5);
        Weights weights = new Weights(WeightPrecision.PLANES2, latents, signs);
        assertThat(weights.codes()).containsExactly(1, -1, 1, 3, -3, 3, -1, -3, 1, 1, -1, 1, 1, -1, 1, -1);
        assertThat(weights.scale()).isCloseTo(2.9f / 4, within(1e-6f));
    }

    private static float magnitude(float[] latents, int without) {
        double sum = 0;
        for (int i = 0; i < latents.length; i++) {
            sum += i == without ? 0 : Math.abs(latents[i]);
        }
        return (float) sum;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7})
    void fewerPlanesAreTheFirstBitsOfMore(int planes) {
        Random random = new Random(planes);
        float[] latents = new float[4096];
        float[] signs = new float[4096];
        for (int i = 0; i < latents.length; i++) {
            latents[i] = (float) random.nextGaussian();
            signs[i] = Math.abs(latents[i]) < 0.1 ? 1 : Math.signum(latents[i]);
        }
        float[] wide = new Weights(WeightPrecision.ofPlanes(planes), latents, signs).codes();
        float[] narrow = new Weights(WeightPrecision.ofPlanes(planes - 1), latents, signs).codes();
        for (int i = 0; i < wide.length; i++) {
            int bits = ((int) wide[i] + (1 << planes) - 1) / 2;
            assertThat(bits).isBetween(0, (1 << planes) - 1);
            assertThat(2 * (bits >> 1) + 1 - (1 << (planes - 1))).isEqualTo((int) narrow[i]);
            assertThat(Math.signum(wide[i])).isEqualTo(signs[i]);
        }
    }

    /**
     * The noise of the uniform quantizer of normal numbers over 2.9 mean magnitudes, by numerical integration.
     */
    @Test
    void theNoiseOfNormalWeightsIsThatOfTheUniformQuantizer() {
        for (int planes = 2; planes <= 7; planes++) {
            assertThat(signalToNoise(planes)).isCloseTo(normalSignalToNoise(planes), within(0.1));
        }
    }

    private static double signalToNoise(int planes) {
        Random random = new Random(3);
        float[] latents = new float[1 << 18];
        float[] signs = new float[latents.length];
        for (int i = 0; i < latents.length; i++) {
            latents[i] = (float) (0.1 * random.nextGaussian());
            signs[i] = latents[i] < 0 ? -1 : 1;
        }
        Weights weights = new Weights(WeightPrecision.ofPlanes(planes), latents, signs);
        float[] codes = weights.codes();
        double scale = weights.scale();
        double signal = 0;
        double noise = 0;
        for (int i = 0; i < latents.length; i++) {
            signal += (double) latents[i] * latents[i];
            noise += Math.pow(latents[i] - scale * codes[i], 2);
        }
        return 10 * Math.log10(signal / noise);
    }

    private static double normalSignalToNoise(int planes) {
        double range = 2.9 * Math.sqrt(2 / Math.PI);
        double step = 2 * range / (1 << planes);
        double noise = 0;
        double width = 1e-4;
        for (double x = width / 2; x < 8; x += width) {
            double level = Math.min(Math.floor(x / step), (1 << planes) / 2.0 - 1);
            double error = x - (level + 0.5) * step;
            noise += 2 * error * error * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * width;
        }
        return -10 * Math.log10(noise);
    }

    /** One output channel of a linear layer. */
    private static final class Weights {

        private final WeightQuantization quantization;
        private final int count;

        Weights(WeightPrecision precision, float[] latents, float[] signs) {
            this.count = latents.length;
            NetworkSpec spec = new NetworkSpec(
                    "one",
                    new Shape(count, 1, 1),
                    List.of(new Node("layer", new LayerSpec.Linear(1, false, precision), List.of(NetworkSpec.INPUT))));
            LoweredNetwork network = LoweredNetwork.of(spec);
            ParameterLayout layout = ParameterLayout.of(network);
            Step.Product product = network.products().get(0);
            FloatBuffer parameters = FloatBuffer.allocate(layout.size());
            parameters.put(layout.slice("layer", ParameterRole.WEIGHT).offset(), latents);
            parameters.put(layout.slice("layer", ParameterRole.SIGN).offset(), signs);
            this.quantization = WeightQuantization.of(product, layout, parameters);
        }

        float[] codes() {
            float[] codes = new float[count];
            quantization.codes(0, codes, 0);
            return codes;
        }

        float scale() {
            return quantization.scale(0);
        }
    }
}
