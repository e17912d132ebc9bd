package org.bitadapt.quant.engine;

import java.nio.FloatBuffer;
import java.util.List;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.quant.kernel.WeightKernels;

/** Clips the latent weights of 1-bit layers to -1..1 and lets their signs follow under hysteresis. */
final class SignSettlement {

    private final List<Layer> layers;
    private final Hysteresis hysteresis;

    /** Where one 1-bit layer keeps its weights. */
    private record Layer(ParameterSlice weights, ParameterSlice signs) {}

    SignSettlement(LoweredNetwork network, ParameterLayout layout, Hysteresis hysteresis) {
        this.hysteresis = hysteresis;
        this.layers = network.products().stream()
                .filter(product -> product.layer().weights() == WeightPrecision.BINARY)
                .map(product -> layer(product, layout))
                .toList();
    }

    private static Layer layer(Step.Product product, ParameterLayout layout) {
        return new Layer(
                layout.slice(product.name(), ParameterRole.WEIGHT), layout.slice(product.name(), ParameterRole.SIGN));
    }

    /** 1-bit layers; each can be settled on its own. */
    int layers() {
        return layers.size();
    }

    void settle(FloatBuffer parameters) {
        for (int i = 0; i < layers.size(); i++) {
            settle(parameters, i);
        }
    }

    /** Settles one layer. */
    void settle(FloatBuffer parameters, int index) {
        Layer layer = layers.get(index);
        float[] latents = new float[WeightKernels.STRETCH];
        for (int i = layer.weights().offset(); i < layer.weights().end(); i += WeightKernels.STRETCH) {
            int count = Math.min(WeightKernels.STRETCH, layer.weights().end() - i);
            parameters.get(i, latents, 0, count);
            if (WeightKernels.best().clip(latents, count)) {
                parameters.put(i, latents, 0, count);
            }
        }
        hysteresis.settle(parameters, layer.weights(), layer.signs());
    }
}
