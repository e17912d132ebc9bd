package org.bitadapt.jobs.inspect;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Locale;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.command.TextTable;
import org.bitadapt.netadapt.energy.EnergyUse;
import org.bitadapt.netadapt.energy.Hardware;
import org.bitadapt.netadapt.energy.LayerEnergy;
import org.bitadapt.netadapt.energy.NetworkEnergy;
import org.bitadapt.netadapt.energy.Segment;

/**
 * What a network costs a modelled accelerator, for one image. Energies are picojoules.
 *
 * @param network the network's name
 * @param hardware the accelerator's name
 * @param widths the widths of weights, maps and sums: the precision's name, or the bits of everything
 * @param batch the images that the accelerator computes together
 * @param energy where the energy goes
 * @param total the energy of all parts
 * @param cycles the accelerator's cycles: of a batch, an image's share
 * @param micros the time of these cycles in microseconds
 * @param milliwatts the power of chip and DRAM
 * @param energyDelay the energy-delay product in microjoules times milliseconds
 * @param layers the layers in the order of execution
 * @param segments the layers that run together
 */
record EnergyOutcome(
        String network,
        String hardware,
        String widths,
        int batch,
        Parts energy,
        double total,
        double cycles,
        double micros,
        double milliwatts,
        double energyDelay,
        List<Layer> layers,
        List<Segment> segments)
        implements Outcome {

    private static final double PICOJOULES_PER_MICROJOULE = 1e6;

    /** The parts of an energy; {@code network} is the hops between tiles. */
    @JsonPropertyOrder({"compute", "register", "array", "buffer", "network", "dram", "static"})
    record Parts(
            double compute,
            double register,
            double array,
            double buffer,
            double network,
            double dram,
            @JsonProperty("static") double standing) {

        static Parts of(EnergyUse use) {
            return new Parts(
                    use.compute(),
                    use.register(),
                    use.array(),
                    use.buffer(),
                    use.network(),
                    use.dram(),
                    use.standing());
        }
    }

    /** One layer; {@code utilization} is the share of its tiles' elements that multiply in a cycle. */
    record Layer(String name, Parts energy, double total, double cycles, double utilization, int tiles) {

        static Layer of(LayerEnergy layer) {
            return new Layer(
                    layer.name(),
                    Parts.of(layer.energy()),
                    layer.energy().total(),
                    layer.cycles(),
                    layer.utilization(),
                    layer.tiles());
        }
    }

    static EnergyOutcome of(String network, Hardware hardware, String widths, NetworkEnergy energy) {
        return new EnergyOutcome(
                network,
                hardware.name(),
                widths,
                hardware.batch(),
                Parts.of(energy.energy()),
                energy.energy().total(),
                energy.cycles(),
                energy.micros(),
                energy.milliwatts(),
                energy.energyDelay(),
                energy.layers().stream().map(Layer::of).toList(),
                energy.segments());
    }

    @Override
    public String describe() {
        return String.format(
                Locale.ROOT,
                "%s, %s, modelled on the accelerator %s (not measured, and not of this machine), one image%s%n%n%s%n%n"
                        + "Energies are microjoules: %,.2f in %,.1f us are %,.1f mW; the energy-delay product is %,.3f uJ ms."
                        + "%s",
                network,
                widths,
                hardware,
                batch == 1 ? "" : " of " + batch + " together",
                table(),
                total / PICOJOULES_PER_MICROJOULE,
                micros,
                milliwatts,
                energyDelay,
                joined());
    }

    private TextTable table() {
        TextTable table = new TextTable(
                "layer",
                "compute",
                "registers",
                "array",
                "buffer",
                "network",
                "DRAM",
                "static",
                "total",
                "cycles",
                "utilization");
        layers.forEach(layer -> row(
                table,
                layer.name,
                layer.energy,
                layer.total,
                layer.cycles,
                String.format(Locale.ROOT, "%.1f %%", 100 * layer.utilization)));
        row(table, "total", energy, total, cycles, "-");
        return table;
    }

    private static void row(
            TextTable table, String name, Parts parts, double total, double cycles, String utilization) {
        table.row(
                name,
                micro(parts.compute),
                micro(parts.register),
                micro(parts.array),
                micro(parts.buffer),
                micro(parts.network),
                micro(parts.dram),
                micro(parts.standing),
                micro(total),
                Math.round(cycles),
                utilization);
    }

    private static String micro(double picojoules) {
        return String.format(Locale.ROOT, "%,.2f", picojoules / PICOJOULES_PER_MICROJOULE);
    }

    /** The segments of more than one layer, a line each. */
    private String joined() {
        StringBuilder text = new StringBuilder();
        for (Segment segment : segments) {
            if (segment.layers().size() > 1) {
                text.append(String.format(
                        Locale.ROOT,
                        "%nSide by side: %s; %s on the chip",
                        String.join(", ", segment.layers()),
                        segment.keptMaps().isEmpty()
                                ? "no map stays"
                                : "the maps of " + String.join(", ", segment.keptMaps()) + " stay"));
            }
        }
        return text.isEmpty() ? "" : System.lineSeparator() + text;
    }
}
