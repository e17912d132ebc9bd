package org.bitadapt.netadapt.energy;

import org.bitadapt.netadapt.energy.LoopNest.Operands;
import org.bitadapt.netadapt.energy.LoopNest.Rule;
import org.bitadapt.netadapt.energy.LoopNest.Trips;

/** A layer on certain tiles and laid out on their arrays: what it moves, and what moving costs. */
record MappedLayer(Hardware hardware, Workload work, Placement placement, TileSplit split, ArrayMapping mapping) {

    private Geometry layer() {
        return work.geometry();
    }

    /** The tiles' shares of the filters, as a number of tiles. */
    private double filterTiles() {
        return (double) layer().filters() / split.filters();
    }

    /** The tiles' shares of the rows and images, as a number of tiles. */
    private double mapTiles() {
        return (double) layer().outHeight() / split.rows() * layer().images() / split.images();
    }

    private double tiles() {
        return filterTiles() * mapTiles();
    }

    /** Whether no more strips can be made: each has one output row. */
    boolean hasRowStrips() {
        return mapping.strips() >= split.rows();
    }

    /** The same layer in twice as many strips, which take less of the buffer. */
    MappedLayer withMoreStrips() {
        int more = Math.min(split.rows(), 2 * mapping.strips());
        return new MappedLayer(hardware, work, placement, split, mapping.withStrips(more));
    }

    /** The loops that are to be tiled. */
    LoopNest nest() {
        Workload.Bits bits = work.bits();
        Geometry tile = mapping.layer();
        boolean shared = hardware.mesh().sharedBuffer();
        Operands buffer = new Operands(
                (double) mapping.channels()
                        * mapping.filters()
                        * tile.kernelHeight()
                        * tile.kernelWidth()
                        * bits.weight()
                        / (shared ? split.readersOfWeight(layer()) : 1),
                mapping.channels()
                        * tile.inputRows(mapping.stripRows())
                        * tile.inputWidth()
                        * bits.input()
                        / (shared ? split.readersOfInput(layer()) : 1),
                (double) mapping.filters() * mapping.stripRows() * tile.outWidth() * bits.sum());
        Operands register = new Operands(
                (double) tile.kernelWidth() * bits.weight(), (double) tile.kernelWidth() * bits.input(), bits.sum());
        return new LoopNest(
                new Trips(mapping.channelPasses(), mapping.filterPasses(), mapping.batchPasses()),
                buffer,
                bufferBits(),
                register,
                (double) hardware.array().registerBytes() * Byte.SIZE,
                outerCost(),
                innerCost(),
                rule());
    }

    private double bufferBits() {
        double all = (double) hardware.bufferBytes() * Byte.SIZE;
        double held = placement.residualOnChip() ? work.residualBits() / placement.tiles() : 0;
        return all - held;
    }

    private Rule rule() {
        return placement.inSegment()
                ? new Rule(placement.inputOnChip(), placement.outputOnChip(), true, placement.groups())
                : Rule.FREE;
    }

    // Words that are moved when each is moved once.

    private Operands dramWords() {
        boolean shared = hardware.mesh().sharedBuffer();
        Workload.Bits bits = work.bits();
        double inputs = mapping.inputs()
                * mapTiles()
                * bits.input()
                * hardware.maps().compressed(work.inputZeros(), bits.input());
        return new Operands(
                words(layer().weights() * bits.weight()) * (shared ? 1 : split.readersOfWeight(layer())),
                words(inputs) * (shared ? 1 : split.readersOfInput(layer())),
                words(layer().outputs() * bits.sum()));
    }

    private double finishedWords() {
        int bits = work.bits().output();
        return words(layer().outputs() * bits);
    }

    private double finishedDramWords() {
        return placement.outputToDram()
                ? finishedWords()
                        * hardware.maps()
                                .compressed(work.outputZeros(), work.bits().output())
                : 0;
    }

    private Operands bufferWords() {
        Workload.Bits bits = work.bits();
        int folds = mapping.kernelFolds();
        return new Operands(
                words(layer().weights() * mapTiles() * bits.weight()),
                words(mapping.inputs() * folds * tiles() * bits.input()),
                words(layer().outputs() * folds * bits.sum()));
    }

    private Operands arrayWords() {
        Workload.Bits bits = work.bits();
        return new Operands(
                words(mapping.weightsToElements() * tiles() * bits.weight()),
                words(mapping.inputsToElements() * tiles() * bits.input()),
                words(mapping.sumsOfElements() * tiles() * bits.sum()));
    }

    private Operands networkWords() {
        if (!hardware.mesh().sharedBuffer()) {
            return new Operands(0, 0, 0);
        }
        Workload.Bits bits = work.bits();
        return new Operands(
                words(layer().weights() * bits.weight()) * (split.readersOfWeight(layer()) - 1),
                words(mapping.inputs() * mapTiles() * bits.input()) * (split.readersOfInput(layer()) - 1),
                0);
    }

    private double words(double bits) {
        return hardware.widths().words(bits);
    }

    // Costs of moving them.

    private double edgeCost() {
        return hardware.access().dram()
                + hardware.access().hop() * hardware.mesh().hops();
    }

    private double neighbourCost() {
        return hardware.access().buffer()
                + hardware.access().hop() * hardware.mesh().hops();
    }

    private Operands outerCost() {
        Operands words = dramWords();
        return new Operands(
                words.weights() * edgeCost(),
                words.inputs() * (placement.inputOnChip() ? neighbourCost() : edgeCost()),
                words.sums() * edgeCost());
    }

    private Operands innerCost() {
        Hardware.AccessCosts access = hardware.access();
        Operands buffer = bufferWords();
        Operands array = arrayWords();
        Operands network = networkWords();
        return new Operands(
                buffer.weights() * access.buffer()
                        + array.weights() * access.array()
                        + network.weights() * access.hop(),
                buffer.inputs() * access.buffer() + array.inputs() * access.array() + network.inputs() * access.hop(),
                buffer.sums() * access.buffer() + array.sums() * access.array());
    }

    // What a tiling comes to.

    /** The energy, cycles and DRAM traffic of the whole batch. */
    LayerPlan plan(Tiling tiling) {
        double runs = (double) work.parts() * Math.max(1, placement.groups());
        Hardware.AccessCosts access = hardware.access();
        Operands outer = moved(dramWords(), tiling.outer(), 2);
        Operands buffer = moved(bufferWords(), tiling.inner(), 1);
        Operands network = moved(networkWords(), tiling.inner(), 1);
        double residual = words(work.residualBits()) / work.parts();
        double edge = outer.weights()
                + (placement.inputOnChip() ? 0 : outer.inputs())
                + outer.sums()
                + finishedDramWords()
                + (placement.residualOnChip() ? 0 : residual);
        double neighbours =
                (placement.inputOnChip() ? outer.inputs() : 0) + (placement.residualOnChip() ? residual : 0);
        // Of the sums' last trip through the buffer the finished output is left.
        double finished =
                finishedWords() - words(layer().outputs() * work.bits().sum());
        double bufferTotal = buffer.total() + finished + residual + neighbours;
        EnergyUse cost = new EnergyUse(
                layer().macs() * work.macCost() * activeShare(),
                words(layer().macs() * registerBits()) * access.register(),
                moved(arrayWords(), tiling.inner(), 1).total() * access.array(),
                bufferTotal * access.buffer(),
                (network.total() + (edge + neighbours) * hardware.mesh().hops()) * access.hop(),
                edge * access.dram(),
                0);
        double cycles =
                Math.max(mapping.cycles(), Math.max(edge / hardware.clock().dramWords(), busCycles(buffer)));
        return new LayerPlan(
                cost.times(runs),
                cycles * runs,
                edge * runs,
                tiling.channelSlices() == 1 ? tiling.filterSlices() : 1,
                tiling.filterSlices() == 1);
    }

    private double busCycles(Operands buffer) {
        double most = Math.max(buffer.weights(), Math.max(buffer.inputs(), buffer.sums()));
        return most / tiles() / hardware.clock().bufferWords();
    }

    /** Words times moves; sums make {@code unfinished} moves less than twice their number. */
    private static Operands moved(Operands words, Tiling.Fetches moves, int unfinished) {
        return new Operands(
                words.weights() * moves.weights(),
                words.inputs() * moves.inputs(),
                words.sums() * (2 * moves.sums() - unfinished));
    }

    /** The share of the multipliers' cycles in which they work: not where the hardware lets a zero pass. */
    private double activeShare() {
        return hardware.maps().gating() ? 1 - work.inputZeros() : 1;
    }

    private double registerBits() {
        Workload.Bits bits = work.bits();
        return bits.input() + activeShare() * (bits.weight() + 2.0 * bits.sum());
    }
}
