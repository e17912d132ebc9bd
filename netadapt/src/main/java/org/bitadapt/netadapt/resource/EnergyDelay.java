package org.bitadapt.netadapt.resource;

import java.util.List;
import java.util.Optional;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.netadapt.energy.AcceleratorModel;
import org.bitadapt.netadapt.energy.Hardware;
import org.bitadapt.netadapt.energy.NetworkEnergy;

/**
 * The energy-delay product of one image on an accelerator: the energy times the time that {@link AcceleratorModel}
 * finds.
 *
 * <p>A layer's share is its energy times the time of the whole network, so that the shares add up to the product.
 */
public final class EnergyDelay implements Resource {

    private static final double MICROS_PER_MILLI = 1000;

    private final AcceleratorModel model;

    /** The energy-delay product on an accelerator. */
    public EnergyDelay(Hardware hardware) {
        this.model = new AcceleratorModel(hardware);
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.EDP;
    }

    @Override
    public String unit() {
        return "uJ*ms";
    }

    @Override
    public Optional<String> accelerator() {
        return Optional.of(model.hardware().name());
    }

    @Override
    public List<LayerUse> layers(LoweredNetwork network) {
        NetworkEnergy energy = model.of(network);
        double millis = energy.micros() / MICROS_PER_MILLI;
        return energy.layers().stream()
                .map(layer -> new LayerUse(layer.name(), layer.energy().microjoules() * millis))
                .toList();
    }
}
