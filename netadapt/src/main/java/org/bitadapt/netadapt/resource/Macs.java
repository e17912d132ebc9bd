package org.bitadapt.netadapt.resource;

import java.util.List;
import org.bitadapt.common.cost.NetworkCosts;
import org.bitadapt.common.lowering.LoweredNetwork;

/**
 * The multiply-accumulates of convolutions and linear layers for one image.
 *
 * <p>A convolution has {@code outputs * inputs * kernel^2 * height * width}, with the height and width of its output; a
 * linear layer has {@code outputs * inputs}. Bias, batch norm, activation and pooling are not counted.
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
