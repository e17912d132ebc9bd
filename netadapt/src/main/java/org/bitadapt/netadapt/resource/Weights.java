package org.bitadapt.netadapt.resource;

import java.util.List;
import org.bitadapt.common.cost.NetworkCosts;
import org.bitadapt.common.lowering.LoweredNetwork;

/**
 * The number of weights of convolutions and linear layers.
 *
 * <p>A convolution has {@code outputs * inputs * kernel^2} weights, a linear layer {@code outputs * inputs}. Bias and
 * batch norm are not counted.
 */
public record Weights() implements Resource {

    @Override
    public ResourceKind kind() {
        return ResourceKind.WEIGHTS;
    }

    @Override
    public String unit() {
        return "weights";
    }

    @Override
    public List<LayerUse> layers(LoweredNetwork network) {
        return NetworkCosts.of(network).layers().stream()
                .map(layer -> new LayerUse(layer.name(), layer.weights()))
                .toList();
    }
}
