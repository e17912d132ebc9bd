package org.bitadapt.netadapt.resource;

import java.util.List;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;

/**
 * The energy of one image on a row-stationary accelerator, by counting accesses.
 *
 * <p>{@code sum over levels of (bits moved / word) * cost of an access + multiply-accumulates * their cost}, with the
 * counts of {@link RowStationary}. Pooling, dropout, activation and requantization are done on the way out and cost
 * nothing. The model serves to compare networks and is no power meter: it leaves out control, clocks and leakage.
 *
 * @param hardware the accelerator that is modelled
 * @see <a href="https://doi.org/10.1109/ISCA.2016.40">Chen, Emer and Sze, Eyeriss, ISCA 2016</a>
 * @see <a href="https://doi.org/10.1145/3297858.3304014">Gao et al., TANGRAM, ASPLOS 2019</a>
 */
public record Energy(Hardware hardware) implements Resource {

    private static final double PICOJOULES_PER_MICROJOULE = 1e6;

    @Override
    public ResourceKind kind() {
        return ResourceKind.ENERGY;
    }

    @Override
    public String unit() {
        return "uJ";
    }

    @Override
    public List<LayerUse> layers(LoweredNetwork network) {
        double microjoules = hardware.unitPicojoules() / PICOJOULES_PER_MICROJOULE;
        return network.steps().stream()
                .map(step -> new LayerUse(step.name(), use(step).total() * microjoules))
                .toList();
    }

    /** Where the energy of one step goes. */
    public EnergyUse use(Step step) {
        return step instanceof Step.Product product ? new RowStationary(hardware, product).energy() : EnergyUse.NONE;
    }
}
