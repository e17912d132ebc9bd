package org.bitadapt.netadapt.energy;

import java.util.List;

/**
 * Layers that run side by side, each on tiles of its own, and hand their maps on without DRAM.
 *
 * @param layers the names of the layers, in order
 * @param images the images that go through the layers together
 * @param keptMaps the layers whose outputs stay on the chip
 * @param cycles the cycles for one image
 */
public record Segment(List<String> layers, int images, List<String> keptMaps, double cycles) {

    public Segment {
        layers = List.copyOf(layers);
        keptMaps = List.copyOf(keptMaps);
    }
}
