package org.bitadapt.runtime.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.Width;
import org.bitadapt.runtime.latency.HostLock;
import org.bitadapt.runtime.latency.LatencyComparison;
import org.bitadapt.runtime.latency.LatencyFile;
import org.bitadapt.runtime.latency.LatencyHeader;
import org.bitadapt.runtime.latency.LatencyRecorder;
import org.bitadapt.runtime.latency.LayerShape;
import org.bitadapt.runtime.latency.Measurement;
import org.bitadapt.runtime.latency.PackedLayerTimer;
import org.bitadapt.runtime.latency.PackedLayers;
import org.bitadapt.runtime.latency.ShapeGrid;

/** Measures the layers of a model at the channel counts that a search of its network may ask for, at all of its widths. */
final class TableMeasurement {
    private final LatencyTableOptions options;

    TableMeasurement(LatencyTableOptions options) {
        this.options = options;
    }

    void make(PrintStream out, PrintStream err) throws IOException {
        PackedModel model = SyntheticModels.load(options.model());
        List<ShapeGrid.Layer> layers = PackedLayers.ofAllWidths(model);
        PackedLayerTimer timer = new PackedLayerTimer(options.session(), options.effort());
        String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        LatencyHeader header = LatencyHeader.here(
                options.target(), timer.engine(), options.session().threads(), date);
        TableProgress progress = new TableProgress(err, options.effort());
        LatencyFile table = new LatencyRecorder(timer, progress)
                .record(options.output(), header, ShapeGrid.of(layers, options.steps(), options.least()));
        progress.startingWhole();
        Measurement whole = HostLock.alone(progress::waiting, () -> timer.time(model));
        LatencyComparison comparison = new LatencyComparison(micros(model.network(), table), whole);
        out.printf(
                Locale.ROOT,
                "%s: %,d rows for target %s, engine %s; %s takes %s%n",
                options.output(),
                table.rows().size(),
                options.target(),
                timer.engine(),
                options.model(),
                comparison.describe());
        widths(model, table, out);
    }

    /** What each width takes by the table, of a model with several. */
    private static void widths(PackedModel model, LatencyFile table, PrintStream out) {
        for (Width width : model.widths().size() > 1 ? model.widths() : List.<Width>of()) {
            double micros = micros(model.network(width), table);
            out.printf(Locale.ROOT, "%s: %,.0f us by the table%n", WidthChoice.words(width), micros);
        }
    }

    private static double micros(PackedNetwork network, LatencyFile table) {
        Map<LayerShape, Double> micros = new HashMap<>();
        table.rows().forEach(row -> micros.put(row.shape(), row.measurement().medianMicros()));
        return PackedLayers.of(network).stream()
                .mapToDouble(layer -> micros.get(layer.present()))
                .sum();
    }
}
