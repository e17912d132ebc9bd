package org.bitadapt.netadapt.resource;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.NetworkSpec;

/**
 * Something that a network uses and that a search is to save.
 *
 * <p>Implementations are immutable and thread-safe; each {@link ResourceKind} has one implementation.
 */
public interface Resource extends Serializable {

    /** The kind of the resource. */
    ResourceKind kind();

    /** The unit of all amounts, such as {@code bytes}. */
    String unit();

    /** The name of the accelerator for which amounts are modelled; empty for a resource that needs none. */
    default Optional<String> accelerator() {
        return Optional.empty();
    }

    /**
     * What each layer uses for one image.
     *
     * @return the uses of the layers in the order of execution; the sum of the amounts is the network's total
     * @throws IllegalArgumentException if the resource of a layer is not known
     */
    List<LayerUse> layers(LoweredNetwork network);

    /** What a whole network uses for one image: the sum over its {@link #layers}. */
    default double total(NetworkSpec network) {
        return layers(LoweredNetwork.of(network)).stream()
                .mapToDouble(LayerUse::amount)
                .sum();
    }
}
