package org.bitadapt.jobs.inspect;

import java.util.List;
import org.bitadapt.common.cost.NetworkCosts;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.command.TextTable;
import org.bitadapt.jobs.config.PrecisionOption;

/**
 * The networks that have a name.
 *
 * @param networks the networks in the order of families and sizes
 */
record KnownNetworksOutcome(List<Known> networks) implements Outcome {

    /**
     * A network for images of the size that it is usually given.
     *
     * @param name the network's name, the value of {@code network.name}
     * @param input the shape of the images: channels x height x width
     * @param macs the multiply-accumulates for one image
     * @param weights the number of weights of convolutions and linear layers
     * @param packedBytes the bytes of the packed model without its header
     */
    record Known(String name, String input, long macs, long weights, long packedBytes) {}

    static KnownNetworksOutcome of(int classes, PrecisionOption precision) {
        return new KnownNetworksOutcome(Networks.names().stream()
                .map(name -> known(precision.of(name, Networks.named(name, classes), note -> {})))
                .toList());
    }

    private static Known known(NetworkSpec network) {
        NetworkCosts costs = NetworkCosts.of(network);
        return new Known(
                network.name(), network.input().toString(), costs.macs(), costs.weights(), costs.packedBytes());
    }

    @Override
    public String describe() {
        TextTable table = new TextTable("network", "images", "MACs", "weights", "packed bytes");
        networks.forEach(known -> table.row(known.name, known.input, known.macs, known.weights, known.packedBytes));
        return table.toString();
    }
}
