package org.bitadapt.netadapt.energy;

import java.util.List;

/**
 * What a network costs an accelerator, for one image.
 *
 * @param hardware the accelerator's name
 * @param layers the layers in the order of execution
 * @param segments the segments in the order of execution; a layer that runs by itself is a segment of its own
 * @param megahertz the accelerator's cycles in a microsecond
 */
public record NetworkEnergy(String hardware, List<LayerEnergy> layers, List<Segment> segments, double megahertz) {

    public NetworkEnergy {
        layers = List.copyOf(layers);
        segments = List.copyOf(segments);
    }

    /** Where the network's energy goes, in picojoules. */
    public EnergyUse energy() {
        return layers.stream().map(LayerEnergy::energy).reduce(EnergyUse.NONE, EnergyUse::plus);
    }

    /** The energy in microjoules. */
    public double microjoules() {
        return energy().microjoules();
    }

    /** The cycles of all segments. */
    public double cycles() {
        return segments.stream().mapToDouble(Segment::cycles).sum();
    }

    /** The time of one image in microseconds: of a batch, its share. */
    public double micros() {
        return cycles() / megahertz;
    }

    /** The power of chip and DRAM in milliwatts. */
    public double milliwatts() {
        return 1000 * microjoules() / micros();
    }

    /** The product of energy and time, in microjoules times milliseconds. */
    public double energyDelay() {
        return microjoules() * micros() / 1000;
    }
}
