package org.bitadapt.jobs.netadapt;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.command.TextTable;
import org.bitadapt.netadapt.resource.Resource;
import org.bitadapt.netadapt.search.Cut;
import org.bitadapt.netadapt.search.Proposal;

/**
 * The proposals of one iteration.
 *
 * @param network the network's name
 * @param resource the resource that is saved
 * @param unit the unit of all amounts
 * @param accelerator the accelerator for which amounts are modelled; null for a resource that needs none
 * @param layers the names of the convolutions and linear layers, in order
 * @param initialOutputChannels the output channels of each of these layers now
 * @param initialPlanes the planes of each of these layers now; 0 for weights without planes
 * @param initialResource the amount that the network uses now
 * @param constraint the amount that a proposal may use
 * @param excluded the names of the layers that keep their channels and planes, in order
 * @param proposals the proposals, one per group that can give channels and per layer that can give planes
 */
record PlanOutcome(
        String network,
        String resource,
        String unit,
        String accelerator,
        List<String> layers,
        List<Integer> initialOutputChannels,
        List<Integer> initialPlanes,
        double initialResource,
        double constraint,
        List<String> excluded,
        List<Row> proposals)
        implements Outcome {

    /**
     * One proposal of the iteration.
     *
     * @param group the group or layer that shrinks
     * @param channels the number of channels that the group keeps; null for a layer that gives planes
     * @param planes the number of planes that the layer keeps; null for a group that gives channels
     * @param outputChannels the output channels of every convolution and linear layer, in order
     * @param resource the amount that the network then uses
     * @param feasible whether that amount meets the constraint
     */
    record Row(
            String group,
            Integer channels,
            Integer planes,
            List<Integer> outputChannels,
            double resource,
            boolean feasible) {

        static Row of(Proposal proposal) {
            boolean planes = proposal.cut() instanceof Cut.Planes;
            Integer left = proposal.left();
            return new Row(
                    proposal.cut().part(),
                    planes ? null : left,
                    planes ? left : null,
                    outputs(proposal.network()),
                    proposal.resource(),
                    proposal.feasible());
        }
    }

    static PlanOutcome of(
            NetworkSpec network,
            Resource resource,
            double initial,
            double constraint,
            List<Proposal> proposals,
            List<String> excluded) {
        return new PlanOutcome(
                network.name(),
                resource.kind().name().toLowerCase(Locale.ROOT),
                resource.unit(),
                resource.accelerator().orElse(null),
                network.weighted().stream().map(node -> node.name()).toList(),
                outputs(network),
                network.weighted().stream()
                        .map(node ->
                                ((LayerSpec.Weighted) node.layer()).weights().planes())
                        .toList(),
                initial,
                constraint,
                excluded,
                proposals.stream().map(Row::of).toList());
    }

    private static List<Integer> outputs(NetworkSpec network) {
        return network.weighted().stream()
                .map(node -> ((LayerSpec.Weighted) node.layer()).outputs())
                .toList();
    }

    @Override
    public String describe() {
        TextTable table = new TextTable("group", "channels", unit, "of now", "feasible", "output channels");
        for (Row row : proposals) {
            table.row(
                    row.group(),
                    row.planes() == null ? row.channels() : planes(row),
                    amount(row.resource()),
                    String.format(Locale.ROOT, "%.1f %%", 100 * row.resource() / initialResource),
                    row.feasible() ? "yes" : "no",
                    row.outputChannels().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        }
        return String.format(
                Locale.ROOT,
                "%s: %s %s now, %s allowed%s%s%n%s",
                network,
                amount(initialResource),
                unit,
                amount(constraint),
                accelerator == null ? "" : "; modelled on the accelerator " + accelerator,
                excluded.isEmpty() ? "" : "; excluded: " + String.join(", ", excluded),
                table);
    }

    private String planes(Row row) {
        return initialPlanes.get(layers.indexOf(row.group())) + " -> " + row.planes() + " planes";
    }

    private static String amount(double value) {
        return String.format(Locale.ROOT, value < 1000 ? "%,.2f" : "%,.0f", value);
    }
}
