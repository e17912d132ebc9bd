package org.bitadapt.quant.engine.hysteresis;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.bitadapt.quant.engine.parameter.ParameterSlice;
import org.bitadapt.quant.kernel.WeightKernels;

/**
 * Carries out a {@link Settlement}: scales and clips the latent weights of 1-bit layers and lets their signs follow.
 *
 * <p>Layers are cut into stretches that several threads share out: first all stretches are scaled, clipped and
 * measured, and then all signs are settled. A stretch of a layer whose latents have a fixed size holds whole channels.
 */
public final class SignSettlement {

    private final List<Layer> layers;
    private final Settlement settlement;
    private final int longest;

    /**
     * Where one 1-bit layer keeps its weights, and the magnitudes of its stretches.
     *
     * @param channel the number of weights of an output channel
     * @param target the mean magnitude to which each channel is scaled; 0 for no scaling
     */
    private record Layer(
            ParameterSlice weights, ParameterSlice signs, int channel, double target, List<Stretch> stretches) {

        double magnitude() {
            double sum = 0;
            for (Stretch stretch : stretches) {
                sum += stretch.magnitude;
            }
            return sum;
        }
    }

    /** A stretch of a layer's weights, whose positions count from the layer's first weight. */
    private static final class Stretch {

        private final int from;
        private final int count;
        private double magnitude;

        Stretch(int from, int count) {
            this.from = from;
            this.count = count;
        }
    }

    /**
     * Plans the settlement of a network's 1-bit layers.
     *
     * @param layout where the network keeps its parameters
     */
    public SignSettlement(LoweredNetwork network, ParameterLayout layout, Settlement settlement) {
        this.settlement = settlement;
        this.layers = network.products().stream()
                .filter(product -> product.layer().weights().hasPlanes())
                .map(product -> layer(product, layout, settlement.latents()))
                .toList();
        this.longest = layers.stream()
                .flatMap(layer -> layer.stretches().stream())
                .mapToInt(stretch -> stretch.count)
                .max()
                .orElse(0);
    }

    private static Layer layer(Step.Product product, ParameterLayout layout, LatentScale latents) {
        ParameterSlice weights = layout.slice(product.name(), ParameterRole.WEIGHT);
        int channel = product.weightsPerOutput();
        boolean fixed = latents == LatentScale.FIXED && product.batchNorm().isPresent();
        int length = fixed ? Math.max(1, WeightKernels.STRETCH / channel) * channel : WeightKernels.STRETCH;
        List<Stretch> stretches = new ArrayList<>();
        for (int from = 0; from < weights.length(); from += length) {
            stretches.add(new Stretch(from, Math.min(length, weights.length() - from)));
        }
        return new Layer(
                weights,
                layout.slice(product.name(), ParameterRole.SIGN),
                channel,
                fixed ? LatentScale.meanMagnitude(channel) : 0,
                List.copyOf(stretches));
    }

    /**
     * Scales, clips and settles all layers on this thread.
     *
     * @param parameters the parameter vector; changed in place
     * @param step the number of steps taken so far
     */
    public void settle(FloatBuffer parameters, int step) {
        clip(parameters, 0, 1);
        flip(parameters, step, 0, 1);
    }

    /**
     * Does one worker's share of scaling and clipping; all workers must have finished before any worker calls {@link
     * #flip}.
     *
     * @param parameters the parameter vector; changed in place
     * @param worker the worker's number, 0 to {@code workers - 1}
     * @param workers the number of workers that share the work
     */
    public void clip(FloatBuffer parameters, int worker, int workers) {
        float[] latents = new float[longest];
        for (Layer layer : layers) {
            for (int i = worker; i < layer.stretches().size(); i += workers) {
                clip(parameters, layer, layer.stretches().get(i), latents);
            }
        }
    }

    private static void clip(FloatBuffer parameters, Layer layer, Stretch stretch, float[] latents) {
        int at = layer.weights().offset() + stretch.from;
        parameters.get(at, latents, 0, stretch.count);
        boolean scaled = layer.target() > 0;
        if (scaled) {
            for (int from = 0; from < stretch.count; from += layer.channel()) {
                scale(latents, from, layer.channel(), layer.target());
            }
        }
        if (WeightKernels.best().clip(latents, stretch.count) || scaled) {
            parameters.put(at, latents, 0, stretch.count);
        }
        stretch.magnitude = WeightKernels.sumOfMagnitudes(latents, 0, stretch.count);
    }

    /** Scales a channel to the mean magnitude {@code target}; a channel of zeros stays as it is. */
    private static void scale(float[] latents, int from, int count, double target) {
        double sum = WeightKernels.sumOfMagnitudes(latents, from, count);
        if (sum == 0) {
            return;
        }
        float factor = (float) (target * count / sum);
        for (int i = from; i < from + count; i++) {
            latents[i] *= factor;
        }
    }

    /**
     * Does one worker's share of settling signs.
     *
     * @param parameters the parameter vector; changed in place
     * @param step the number of steps taken so far
     * @param worker the worker's number, 0 to {@code workers - 1}
     * @param workers the number of workers that share the work
     */
    public void flip(FloatBuffer parameters, int step, int worker, int workers) {
        float[] latents = new float[longest];
        float[] signs = new float[longest];
        for (Layer layer : layers) {
            double mean = layer.magnitude() / layer.weights().length();
            float height = settlement.height(mean, step);
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
