package org.bitadapt.netadapt.energy;

/**
 * Where the energy of a layer goes, in picojoules for one image.
 *
 * @param compute energy of the arithmetic
 * @param register energy of the register files of the processing elements
 * @param array energy of transfers between processing elements
 * @param buffer energy of the global buffers
 * @param network energy of hops between tiles
 * @param dram energy of the memory outside the chip
 * @param standing the static energy: what the chip draws while the layer lasts, whatever it does
 */
public record EnergyUse(
        double compute, double register, double array, double buffer, double network, double dram, double standing) {

    private static final double PICOJOULES_PER_MICROJOULE = 1e6;

    /** No energy. */
    public static final EnergyUse NONE = new EnergyUse(0, 0, 0, 0, 0, 0, 0);

    /** The energy of all parts. */
    public double total() {
        return onChip() + dram;
    }

    /** The energy of all parts in microjoules. */
    public double microjoules() {
        return total() / PICOJOULES_PER_MICROJOULE;
    }

    /** The energy of all parts but DRAM. */
    public double onChip() {
        return compute + register + array + buffer + network + standing;
    }

    /** The sum of two layers, part by part. */
    public EnergyUse plus(EnergyUse other) {
        return new EnergyUse(
                compute + other.compute,
                register + other.register,
                array + other.array,
                buffer + other.buffer,
                network + other.network,
                dram + other.dram,
                standing + other.standing);
    }

    /** This energy times a factor, part by part. */
    EnergyUse times(double factor) {
        return new EnergyUse(
                compute * factor,
                register * factor,
                array * factor,
                buffer * factor,
                network * factor,
                dram * factor,
                standing * factor);
    }

    /** This energy with another static part. */
    EnergyUse withStanding(double picojoules) {
        return new EnergyUse(compute, register, array, buffer, network, dram, picojoules);
    }
}
