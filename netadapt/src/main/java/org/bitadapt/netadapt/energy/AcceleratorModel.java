package org.bitadapt.netadapt.energy;

import java.io.Serializable;
import java.util.Map;
import java.util.OptionalInt;
import org.bitadapt.common.lowering.LoweredNetwork;

/**
 * Models what a network costs a row-stationary accelerator: energy by counting accesses, and cycles.
 *
 * <p>Each convolution and linear layer is tiled as its {@link LayerModel} finds best. Where tiles may be pipelined,
 * {@link Segmentation} joins layers. The model serves to compare networks and is no power meter: it leaves out control,
 * and clocks beyond the hardware's static cost.
 *
 * @see <a href="https://doi.org/10.1109/ISCA.2016.40">Chen, Emer and Sze, Eyeriss, ISCA 2016</a>
 * @see <a href="https://doi.org/10.1145/3297858.3304014">Gao et al., TANGRAM, ASPLOS 2019</a>
 */
public final class AcceleratorModel implements Serializable {

    private final Hardware hardware;
    private final OperandWidths widths;
    private final transient LayerModel layers;

    /** Models networks with the widths that they have. */
    public AcceleratorModel(Hardware hardware) {
        this(hardware, OptionalInt.empty());
    }

    /**
     * Models networks whose weights, maps and sums all have one width.
     *
     * @param bits 8, 16 or 32; empty for the widths that networks have
     */
    public AcceleratorModel(Hardware hardware, OptionalInt bits) {
        this(hardware, new OperandWidths(hardware, bits.orElse(0)));
    }

    private AcceleratorModel(Hardware hardware, OperandWidths widths) {
        this.hardware = hardware;
        this.widths = widths;
        this.layers = new LayerModel(hardware);
    }

    /** The accelerator. */
    public Hardware hardware() {
        return hardware;
    }

    /**
     * What a network costs for one image.
     *
     * @throws IllegalArgumentException if a layer does not fit the hardware's buffers or registers
     */
    public NetworkEnergy of(LoweredNetwork network) {
        return of(network, Map.of());
    }

    /**
     * What a network costs for one image, if some layers are computed in parts.
     *
     * @param parts for layers by name, in how many equal parts their filters are computed, one after the other
     * @throws IllegalArgumentException if a layer does not fit the hardware's buffers or registers
     */
    public NetworkEnergy of(LoweredNetwork network, Map<String, Integer> parts) {
        StageModel stages = new StageModel(hardware, layers, new StageWork(hardware, widths, network, parts));
        return new Segmentation(hardware, stages, Stages.of(network)).best();
    }

    private Object readResolve() {
        return new AcceleratorModel(hardware, widths);
    }
}
