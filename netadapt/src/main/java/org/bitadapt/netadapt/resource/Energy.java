package org.bitadapt.netadapt.resource;

import java.util.List;
import java.util.Optional;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.netadapt.energy.AcceleratorModel;
import org.bitadapt.netadapt.energy.Hardware;
import org.bitadapt.netadapt.energy.NetworkEnergy;

/**
 * The energy of one image on an accelerator, as {@link AcceleratorModel} finds it. It is never that of the processor on
 * which BitAdapt runs.
 */
public final class Energy implements Resource {

    private final AcceleratorModel model;

    /** The energy on an accelerator. */
    public Energy(Hardware hardware) {
        this.model = new AcceleratorModel(hardware);
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.ENERGY;
    }

    @Override
    public String unit() {
        return "uJ";
    }

    @Override
    public Optional<String> accelerator() {
        return Optional.of(model.hardware().name());
    }

    @Override
    public List<LayerUse> layers(LoweredNetwork network) {
        return of(network).layers().stream()
                .map(layer -> new LayerUse(layer.name(), layer.energy().microjoules()))
                .toList();
    }

    /** Energy and time of a network, layer by layer. */
    public NetworkEnergy of(LoweredNetwork network) {
        return model.of(network);
    }
}
