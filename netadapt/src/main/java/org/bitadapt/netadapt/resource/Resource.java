package org.bitadapt.netadapt.resource;

import java.io.Serializable;
import java.util.List;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.NetworkSpec;

/**
 * Something that a network uses and that a search is to save.
 *
 * <p>Implementations are immutable and thread-safe; there is one for each {@link ResourceKind}.
 */
public interface Resource extends Serializable {

    /** Which resource it is. */
    ResourceKind kind();

    /** The unit of all amounts, such as {@code bytes}. */
    String unit();

    /**
     * What each layer uses for one image.
     *
     * @return in the order of execution; the sum of the amounts is the network's total
     * @throws IllegalArgumentException if the resource of a layer is not known
     */
    List<LayerUse> layers(LoweredNetwork network);

    /** What a whole network uses for one image; as {@link #layers}. */
    default double total(NetworkSpec network) {
        return layers(LoweredNetwork.of(network)).stream()
                .mapToDouble(LayerUse::amount)
                .sum();
    }
}
