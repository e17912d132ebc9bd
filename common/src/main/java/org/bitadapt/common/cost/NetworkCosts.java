package org.bitadapt.common.cost;

import java.util.List;
import java.util.function.ToLongFunction;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.NetworkSpec;

/**
 * What a network costs, layer by layer and in total.
 *
 * @param network the name of the network
 * @param layers the costs of the layers, in the order of execution
 */
public record NetworkCosts(String network, List<LayerCost> layers) {

    public NetworkCosts {
        layers = List.copyOf(layers);
    }

    /**
     * The costs of a network.
     *
     * @throws IllegalArgumentException if the network cannot be fused, for the reasons that {@link LoweredNetwork#of}
     *     gives
     */
    public static NetworkCosts of(NetworkSpec network) {
        return of(LoweredNetwork.of(network));
    }

    /** The costs of a fused network. */
    public static NetworkCosts of(LoweredNetwork network) {
        return new NetworkCosts(
                network.spec().name(),
                network.steps().stream().map(LayerCost::of).toList());
    }

    /** Multiply-accumulates for one image. */
    public long macs() {
        return total(LayerCost::macs);
    }

    /** Weights of convolutions and linear layers, without bias and batch norm. */
    public long weights() {
        return total(LayerCost::weights);
    }

    /** Trained values, as other frameworks count parameters. */
    public long parameters() {
        return total(LayerCost::parameters);
    }

    /** Bytes of the float model. */
    public long floatBytes() {
        return total(LayerCost::floatBytes);
    }

    /** Bytes of the packed model without its header. */
    public long packedBytes() {
        return total(LayerCost::packedBytes);
    }

    private long total(ToLongFunction<LayerCost> cost) {
        return layers.stream().mapToLong(cost).sum();
    }
}
