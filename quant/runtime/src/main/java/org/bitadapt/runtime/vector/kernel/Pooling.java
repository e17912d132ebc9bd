package org.bitadapt.runtime.vector.kernel;

import java.util.List;
import org.bitadapt.runtime.format.Operation;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.vector.memory.FeatureMap;
import org.bitadapt.runtime.vector.memory.MapLayout;

/**
 * A maximum pooling with the feature maps around it.
 *
 * @param pool the operation
 * @param input the map that it reads
 * @param output the map that it writes
 */
public record Pooling(Operation.MaxPool pool, FeatureMap input, FeatureMap output) {
    /** The maximum pooling of a number in a network. */
    public static Pooling of(PackedNetwork network, List<MapLayout> layouts, int number) {
        Operation.MaxPool pool = (Operation.MaxPool) network.operations().get(number);
        return new Pooling(
                pool, FeatureMap.of(network, layouts, pool.input()), FeatureMap.of(network, layouts, number));
    }
}
