package org.bitadapt.netadapt.resource;

import java.util.List;
import org.bitadapt.common.cost.NetworkCosts;
import org.bitadapt.common.lowering.LoweredNetwork;

/**
 * Multiply-accumulates of convolutions and linear layers for one image.
 *
 * <p>{@code outputs * inputs * kernel^2 * height * width} of a convolution, with the size of its output;
 * {@code outputs * inputs} of a linear layer. Bias, batch norm, activation and pooling are not counted.
 */
public record Macs() implements Resource {

    @Override
    public ResourceKind kind() {
        return ResourceKind.MACS;
    }

    @Override
    public String unit() {
        return "MACs";
    }

    @Override
    public List<LayerUse> layers(LoweredNetwork network) {
        return NetworkCosts.of(network).layers().stream()
                .map(layer -> new LayerUse(layer.name(), layer.macs()))
                .toList();
    }
}
