package org.bitadapt.runtime.vector.memory;

import java.util.List;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.SlotShape;

/**
 * A feature map of a network, as kernels see it.
 *
 * @param slot the number of the slot that holds the map
 * @param shape the map's shape
 * @param layout where the map's numbers are
 */
public record FeatureMap(int slot, SlotShape shape, MapLayout layout) {
    /** The map of a network's slot. */
    public static FeatureMap of(PackedNetwork network, List<MapLayout> layouts, int slot) {
        return new FeatureMap(slot, network.slots().get(slot).shape(), layouts.get(slot));
    }
}
