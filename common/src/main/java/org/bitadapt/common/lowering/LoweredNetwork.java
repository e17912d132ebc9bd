package org.bitadapt.common.lowering;

import java.util.List;
import org.bitadapt.common.network.NetworkSpec;

/**
 * A network as a sequence of fused steps.
 *
 * @param spec the network that was lowered
 * @param maps all feature maps; the first is the image, the last the class scores
 * @param steps the steps, each after the steps whose maps it reads
 */
public record LoweredNetwork(NetworkSpec spec, List<FeatureMap> maps, List<Step> steps) {

    public LoweredNetwork {
        maps = List.copyOf(maps);
        steps = List.copyOf(steps);
    }

    /**
     * Fuses the layers of a network.
     *
     * @throws IllegalArgumentException if an activation, batch norm or sum does not follow a weighted layer, if anything
     *     but a linear layer, or dropout before one, reads a flattened map, or if quantized weights meet floating-point
     *     maps: such networks have no integer form
     */
    public static LoweredNetwork of(NetworkSpec spec) {
        return new Lowering(spec).lower();
    }

    /** The convolutions and linear layers, in order. */
    public List<Step.Product> products() {
        return steps.stream()
                .filter(Step.Product.class::isInstance)
                .map(Step.Product.class::cast)
                .toList();
    }

    /**
     * Refuses grouped convolutions, which can be costed and neither trained nor measured.
     *
     * @throws IllegalArgumentException if a convolution has more than one group
     */
    public void requireNoGroups() {
        products().stream().filter(product -> product.groups() > 1).findFirst().ifPresent(product -> {
            throw new IllegalArgumentException("Unsupported network " + spec.name() + ": node " + product.name()
                    + " has " + product.groups() + " groups (must be 1 for training and measuring)");
        });
    }

    /** The map of class scores. */
    public FeatureMap output() {
        return maps.get(maps.size() - 1);
    }
}
