package org.bitadapt.netadapt.energy;

/**
 * The energy of pooling: each value of a window is compared with, or added to, what an element keeps.
 *
 * <p>Windows lie on the array as kernels do, one channel beside the other; nothing is used twice. Maps cross the chip's
 * edge once, unless other tiles give or take them.
 */
final class PoolingModel {

    private final Hardware hardware;

    PoolingModel(Hardware hardware) {
        this.hardware = hardware;
    }

    /**
     * What pooling gives an accelerator to do.
     *
     * @param windows the loops, with a single channel and one filter per channel of the map
     * @param inputBits bits of one input
     * @param outputBits bits of one output
     * @param additionCost the cost of one comparison or addition
     * @param zeros the share of inputs and outputs that are 0 and known to be
     */
    record Pooling(Geometry windows, int inputBits, int outputBits, double additionCost, double zeros) {}

    LayerPlan plan(Pooling pooling, Placement placement) {
        Geometry all = pooling.windows();
        int tileChannels = Division.ceil(all.filters(), placement.tiles());
        ArrayMapping mapping = ArrayMapping.of(all.part(tileChannels, all.outHeight(), all.images()), hardware.array())
                .get(0);
        double shares = (double) all.filters() / tileChannels;
        double operations = all.macs();
        double inputs = hardware.widths().words(mapping.inputs() * all.filters() * pooling.inputBits());
        double outputs = hardware.widths().words(all.outputs() * pooling.outputBits());
        double sent = hardware.widths()
                .words(mapping.inputsToElements() * mapping.filterPasses() * shares * pooling.inputBits());
        double passedOn = hardware.widths().words(mapping.sumsOfElements() * shares * pooling.outputBits());
        double dramInputs = inputs * hardware.maps().compressed(pooling.zeros(), pooling.inputBits());
        double dramOutputs = outputs * hardware.maps().compressed(pooling.zeros(), pooling.outputBits());
        double edge = (placement.inputOnChip() ? 0 : dramInputs) + (placement.outputToDram() ? dramOutputs : 0);
        double neighbours = placement.inputOnChip() ? inputs : 0;
        Hardware.AccessCosts access = hardware.access();
        double runs = Math.max(1, placement.groups());
        EnergyUse cost = new EnergyUse(
                operations * pooling.additionCost(),
                hardware.widths().words(operations * (pooling.inputBits() + 2.0 * pooling.outputBits()))
                        * access.register(),
                (sent + passedOn) * access.array(),
                (inputs + outputs + neighbours) * access.buffer(),
                (edge + neighbours) * hardware.mesh().hops() * access.hop(),
                edge * access.dram(),
                0);
        double cycles = Math.max(mapping.cycles(), edge / hardware.clock().dramWords());
        return new LayerPlan(cost.times(runs), cycles * runs, edge * runs, mapping.filterPasses(), true);
    }
}
