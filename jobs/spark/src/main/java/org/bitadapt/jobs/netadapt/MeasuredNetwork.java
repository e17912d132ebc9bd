package org.bitadapt.jobs.netadapt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.jobs.netadapt.latency.WholeLatency;
import org.bitadapt.netadapt.latency.LatencyGrid;
import org.bitadapt.netadapt.latency.LatencyTable;
import org.bitadapt.netadapt.search.ProposalRules.Takes;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.format.Width;
import org.bitadapt.runtime.latency.GridSteps;
import org.bitadapt.runtime.latency.LayerShape;
import org.bitadapt.runtime.latency.PackedLayers;
import org.bitadapt.runtime.latency.ShapeGrid;

/** The network whose layers a latency table gets: a known network, or a packed model at all of its bit widths. */
sealed interface MeasuredNetwork {

    /** The shapes to measure, as {@link LatencyGrid} says. */
    List<LayerShape> shapes(Takes takes, GridSteps steps, int least);

    /** Whether the packed runtime runs the network. */
    boolean packs();

    /** The time of the network by a table in microseconds; of several widths, that of the widest. */
    double micros(LatencyTable table);

    /** The time of each width by a table in microseconds, narrowest first; empty for a network of one width. */
    Map<String, Double> widthMicros(LatencyTable table);

    /** A known network, or one of a file. */
    record Known(NetworkSpec network) implements MeasuredNetwork {

        @Override
        public List<LayerShape> shapes(Takes takes, GridSteps steps, int least) {
            return LatencyGrid.of(network, takes, steps, least);
        }

        @Override
        public boolean packs() {
            return WholeLatency.packs(network);
        }

        @Override
        public double micros(LatencyTable table) {
            return table.total(network);
        }

        @Override
        public Map<String, Double> widthMicros(LatencyTable table) {
            return Map.of();
        }
    }

    /** A packed model. */
    record Packed(PackedModel model) implements MeasuredNetwork {

        @Override
        public List<LayerShape> shapes(Takes takes, GridSteps steps, int least) {
            return ShapeGrid.of(LatencyGrid.taken(PackedLayers.ofAllWidths(model), takes), steps, least);
        }

        @Override
        public boolean packs() {
            return true;
        }

        @Override
        public double micros(LatencyTable table) {
            return table.micros(model.network());
        }

        @Override
        public Map<String, Double> widthMicros(LatencyTable table) {
            Map<String, Double> micros = new LinkedHashMap<>();
            if (model.widths().size() > 1) {
                for (Width width : model.widths()) {
                    String name = new org.bitadapt.common.network.Width(width.weights(), width.maps()).toString();
                    micros.put(name, table.micros(model.network(width)));
                }
            }
            return micros;
        }
    }
}
