package org.bitadapt.netadapt.resource;

/**
 * Where the energy of a layer goes, each part in units of a 16-bit multiply-accumulate.
 *
 * @param macs energy of the arithmetic
 * @param registers energy of the register files of the processing elements
 * @param array energy of transfers between processing elements
 * @param buffer energy of the global buffers
 * @param network energy of hops between tiles
 * @param dram energy of the memory outside the chip
 */
public record EnergyUse(double macs, double registers, double array, double buffer, double network, double dram) {

    /** No energy. */
    public static final EnergyUse NONE = new EnergyUse(0, 0, 0, 0, 0, 0);

    /** The energy of all parts. */
    public double total() {
        return onChip() + dram;
    }

    /** The energy of all parts but DRAM. */
    public double onChip() {
        return macs + registers + array + buffer + network;
    }

    /** The sum of two layers, part by part. */
    public EnergyUse plus(EnergyUse other) {
        return new EnergyUse(
                macs + other.macs,
                registers + other.registers,
                array + other.array,
                buffer + other.buffer,
                network + other.network,
                dram + other.dram);
    }
}
