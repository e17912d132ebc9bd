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

/** Measures the layers of a model at the channel counts that a search of its network may ask for. */
final class TableMeasurement {
    private final LatencyTableOptions options;

    TableMeasurement(LatencyTableOptions options) {
        this.options = options;
    }

    void make(PrintStream out, PrintStream err) throws IOException {
        PackedModel model = SyntheticModels.load(options.model());
        List<ShapeGrid.Layer> layers = PackedLayers.of(model.network());
        PackedLayerTimer timer = new PackedLayerTimer(options.session(), options.effort());
        String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        LatencyHeader header = LatencyHeader.here(
                options.target(), timer.engine(), options.session().threads(), date);
        TableProgress progress = new TableProgress(err, options.effort());
        LatencyFile table = new LatencyRecorder(timer, progress)
                .record(options.output(), header, ShapeGrid.of(layers, options.steps(), options.least()));
        progress.startingWhole();
        Measurement whole = HostLock.alone(progress::waiting, () -> timer.time(model));
        LatencyComparison comparison = new LatencyComparison(micros(layers, table), whole);
        out.printf(
                Locale.ROOT,
                "%s: %,d rows for target %s, engine %s; %s takes %s%n",
                options.output(),
                table.rows().size(),
                options.target(),
                timer.engine(),
                options.model(),
                comparison.describe());
    }

    private static double micros(List<ShapeGrid.Layer> layers, LatencyFile table) {
        Map<LayerShape, Double> micros = new HashMap<>();
        table.rows().forEach(row -> micros.put(row.shape(), row.measurement().medianMicros()));
        return layers.stream().mapToDouble(layer -> micros.get(layer.present())).sum();
    }
}
