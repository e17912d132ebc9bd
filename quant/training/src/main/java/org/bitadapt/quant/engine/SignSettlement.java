package org.bitadapt.quant.engine;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.quant.kernel.WeightKernels;

/**
 * Clips the latent weights of 1-bit layers to -1..1 and lets their signs follow under hysteresis.
 *
 * <p>Layers are cut into stretches that several threads share out: first all are clipped and measured, and once that is
 * done everywhere, all signs are settled.
 */
final class SignSettlement {

    private final List<Layer> layers;
    private final Hysteresis hysteresis;

    /** Where one 1-bit layer keeps its weights, and the magnitudes of its stretches. */
    private record Layer(ParameterSlice weights, ParameterSlice signs, List<Stretch> stretches) {

        double magnitude() {
            double sum = 0;
            for (Stretch stretch : stretches) {
                sum += stretch.magnitude;
            }
            return sum;
        }
    }

    /** Some of a layer's weights, counted from its first one. */
    private static final class Stretch {

        private final int from;
        private final int count;
        private double magnitude;

        Stretch(int from, int count) {
            this.from = from;
            this.count = count;
        }
    }

    SignSettlement(LoweredNetwork network, ParameterLayout layout, Hysteresis hysteresis) {
        this.hysteresis = hysteresis;
        this.layers = network.products().stream()
                .filter(product -> product.layer().weights() == WeightPrecision.BINARY)
                .map(product -> layer(product, layout))
                .toList();
    }

    private static Layer layer(Step.Product product, ParameterLayout layout) {
        ParameterSlice weights = layout.slice(product.name(), ParameterRole.WEIGHT);
        List<Stretch> stretches = IntStream.iterate(
                        0, from -> from < weights.length(), from -> from + WeightKernels.STRETCH)
                .mapToObj(from -> new Stretch(from, Math.min(WeightKernels.STRETCH, weights.length() - from)))
                .toList();
        return new Layer(weights, layout.slice(product.name(), ParameterRole.SIGN), stretches);
    }

    /** Does everything on this thread. */
    void settle(FloatBuffer parameters) {
        clip(parameters, 0, 1);
        flip(parameters, 0, 1);
    }

    /** One worker's share of clipping; all workers must have done theirs before any of them goes on to {@link #flip}. */
    void clip(FloatBuffer parameters, int worker, int workers) {
        float[] latents = new float[WeightKernels.STRETCH];
        for (Layer layer : layers) {
            for (int i = worker; i < layer.stretches().size(); i += workers) {
                clip(parameters, layer, layer.stretches().get(i), latents);
            }
        }
    }

    private static void clip(FloatBuffer parameters, Layer layer, Stretch stretch, float[] latents) {
        int at = layer.weights().offset() + stretch.from;
        parameters.get(at, latents, 0, stretch.count);
        if (WeightKernels.best().clip(latents, stretch.count)) {
            parameters.put(at, latents, 0, stretch.count);
        }
        stretch.magnitude = WeightKernels.sumOfMagnitudes(latents, stretch.count);
    }

    /** One worker's share of settling signs. */
    void flip(FloatBuffer parameters, int worker, int workers) {
        float[] latents = new float[WeightKernels.STRETCH];
        float[] signs = new float[WeightKernels.STRETCH];
        for (Layer layer : layers) {
            double mean = layer.magnitude() / layer.weights().length();
            float height = hysteresis.height(mean);
            for (int i = worker; i < layer.stretches().size(); i += workers) {
                Stretch stretch = layer.stretches().get(i);
                int at = layer.signs().offset() + stretch.from;
                parameters.get(layer.weights().offset() + stretch.from, latents, 0, stretch.count);
                parameters.get(at, signs, 0, stretch.count);
                if (WeightKernels.best().settle(latents, height, stretch.count, signs)) {
                    parameters.put(at, signs, 0, stretch.count);
                }
            }
        }
    }
}
