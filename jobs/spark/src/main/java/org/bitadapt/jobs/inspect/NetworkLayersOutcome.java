package org.bitadapt.jobs.inspect;

import java.util.List;
import java.util.Locale;
import org.bitadapt.common.cost.LayerCost;
import org.bitadapt.common.cost.NetworkCosts;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.command.TextTable;

/**
 * The layers of a network and their costs for one image.
 *
 * @param network the network's name
 * @param classes the length of the network's output
 * @param precision the name of the network's precision
 * @param weights the number of weights of convolutions and linear layers, without bias and batch norm
 * @param parameters the number of trained values, bias and batch norm included
 * @param macs the multiply-accumulates for one image
 * @param floatBytes the bytes of the float model
 * @param packedBytes the bytes of the packed model without its header
 * @param layers the layers in the order of execution
 */
record NetworkLayersOutcome(
        String network,
        int classes,
        String precision,
        long weights,
        long parameters,
        long macs,
        long floatBytes,
        long packedBytes,
        List<Layer> layers)
        implements Outcome {

    /**
     * One layer; {@code output} is channels x height x width, and {@code bits} is the number of bits of a weight, 0
     * without weights.
     */
    record Layer(
            String name,
            String kind,
            String output,
            long macs,
            long weights,
            int bits,
            long floatBytes,
            long packedBytes) {

        static Layer of(LayerCost cost) {
            return new Layer(
                    cost.name(),
                    cost.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    cost.output().toString(),
                    cost.macs(),
                    cost.weights(),
                    cost.weightBits(),
                    cost.floatBytes(),
                    cost.packedBytes());
        }
    }

    static NetworkLayersOutcome of(NetworkSpec network, String precision, NetworkCosts costs) {
        return new NetworkLayersOutcome(
                network.name(),
                network.classes(),
                precision,
                costs.weights(),
                costs.parameters(),
                costs.macs(),
                costs.floatBytes(),
                costs.packedBytes(),
                costs.layers().stream().map(Layer::of).toList());
    }

    @Override
    public String describe() {
        TextTable table =
                new TextTable("layer", "kind", "output", "MACs", "weights", "bits", "packed bytes", "float bytes");
        layers.forEach(layer -> table.row(
                layer.name,
                layer.kind,
                layer.output,
                layer.macs,
                layer.weights,
                layer.bits == 0 ? "-" : layer.bits,
                layer.packedBytes,
                layer.floatBytes));
        table.row("total", "", "", macs, weights, "-", packedBytes, floatBytes);
        return String.format(
                Locale.ROOT,
                "%s, %d classes, %s%n%n%s%n%nThe packed model is %.1f times smaller than the float model.",
                network,
                classes,
                precision,
                table,
                (double) floatBytes / packedBytes);
    }
}
