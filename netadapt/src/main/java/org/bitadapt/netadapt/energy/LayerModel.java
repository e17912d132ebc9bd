package org.bitadapt.netadapt.energy;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The least energy with which an accelerator computes a convolution or linear layer.
 *
 * <p>With n the number of times that a {@link Tiling} moves data, and all words of a kind counted once:
 *
 * <pre>
 * compute    MACs * cost of one
 * registers  MACs * (weight + input + 2 sum bits): a sum is read and written
 * array      n * what elements are sent, and the sums that they pass on
 * buffer     n * (weights + inputs) + (2 n - 1) * sums, each for every fold of the kernel
 * DRAM       n * (weights + inputs) + (2 n - 2) * sums + outputs + residual
 * network    n * (readers - 1) * (weights + inputs), where tiles share a copy, and the way from the chip's edge
 * static     cycles * cost of one
 * cycles     the longest of: passes * cycles of one, DRAM words / bandwidth, buffer words / bandwidth
 * </pre>
 *
 * <p>Traffic costs in proportion to its bits. Padding counts as input, as in the papers' tables. Compute, transfers and
 * DRAM overlap perfectly. Batch norm, activation and rounding are done on the way out and cost nothing.
 *
 * @see <a href="https://doi.org/10.1109/ISCA.2016.40">Eyeriss, sections 5 and 6</a>
 * @see <a href="https://doi.org/10.1145/3297858.3304014">TANGRAM, sections 3 and 4</a>
 */
final class LayerModel {

    private final Hardware hardware;
    private final Map<Question, Optional<LayerPlan>> known = new ConcurrentHashMap<>();

    LayerModel(Hardware hardware) {
        this.hardware = hardware;
    }

    private record Question(Workload work, Placement placement) {}

    /** The plan with the least energy; empty if the layer does not fit the tiles. */
    Optional<LayerPlan> plan(Workload work, Placement placement) {
        return known.computeIfAbsent(new Question(work, placement), question -> search(work, placement));
    }

    private Optional<LayerPlan> search(Workload work, Placement placement) {
        Optional<LayerPlan> best = Optional.empty();
        for (TileSplit split : TileSplit.of(work.geometry(), placement.tiles())) {
            Geometry tile = work.geometry().part(split.filters(), split.rows(), split.images());
            for (ArrayMapping mapping : ArrayMapping.of(tile, hardware.array())) {
                Optional<LayerPlan> plan = plan(new MappedLayer(hardware, work, placement, split, mapping));
                if (plan.isPresent() && (best.isEmpty() || costOf(plan.get()) < costOf(best.get()))) {
                    best = plan;
                }
            }
        }
        return best;
    }

    private double costOf(LayerPlan plan) {
        return plan.cost().total() + plan.cycles() * hardware.clock().staticCost();
    }

    /** The plan with as few strips as the buffer allows. */
    private static Optional<LayerPlan> plan(MappedLayer layer) {
        for (MappedLayer cut = layer; ; cut = cut.withMoreStrips()) {
            Optional<Tiling> tiling = TilingSearch.of(cut.nest());
            if (tiling.isPresent()) {
                return tiling.map(cut::plan);
            }
            if (cut.hasRowStrips()) {
                return Optional.empty();
            }
        }
    }
}
