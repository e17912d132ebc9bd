package org.bitadapt.jobs.picture;

import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.bitadapt.jobs.netadapt.history.SearchHistory;
import org.bitadapt.jobs.run.EpochMetrics;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Several runs in one chart, a line or a dot a run: their epochs, their searches, accuracy against size. */
public final class ComparisonCharts {

    private static final int HEIGHT = 320;

    private static final List<Curve> CURVES = List.of(
            new Curve(
                    "validation.png",
                    "Validation accuracy",
                    "accuracy (%)",
                    "0.###",
                    2,
                    epoch -> 100 * epoch.validationAccuracy()),
            new Curve(
                    "training.png",
                    "Training accuracy",
                    "accuracy (%)",
                    "0.###",
                    2,
                    epoch -> 100 * epoch.trainAccuracy()),
            new Curve("loss.png", "Training loss", "cross-entropy loss (nats)", "0.###", 0.05, EpochMetrics::trainLoss),
            new Curve(
                    "learning-rate.png", "Learning rate", "learning rate", "0.######", 0, EpochMetrics::learningRate));

    private final List<ComparedRun> runs;

    public ComparisonCharts(List<ComparedRun> runs) {
        this.runs = runs;
    }

    /**
     * A measure of epochs, and how it is shown.
     *
     * @param leastSpan the least span of the vertical axis; 0 for any span
     */
    private record Curve(
            String file,
            String title,
            String axis,
            String pattern,
            double leastSpan,
            ToDoubleFunction<EpochMetrics> value) {}

    /** All pictures that the runs have the data for. */
    public List<Picture> pictures() {
        List<Picture> pictures = new ArrayList<>();
        for (Curve curve : CURVES) {
            boolean isKnown =
                    runs.stream().flatMap(run -> run.epochs().stream()).anyMatch(epoch -> isKnown(curve, epoch));
            if (isKnown) {
                pictures.add(new Picture(
                        curve.file,
                        curve.title + " of each run per epoch",
                        "",
                        Pictures.COLUMN,
                        HEIGHT,
                        theme -> draw(curve, theme)));
            }
        }
        Map<String, SearchHistory> searches = new LinkedHashMap<>();
        runs.forEach(run -> run.search().ifPresent(search -> searches.put(run.name(), search)));
        if (!searches.isEmpty()) {
            pictures.addAll(new TradeOffChart(searches).pictures());
        }
        if (runs.stream().anyMatch(ComparisonCharts::hasSize)) {
            pictures.add(new Picture(
                    "size.png",
                    "Test accuracy of each run against the size of its packed model",
                    "Up and to the left is better.",
                    Pictures.COLUMN,
                    HEIGHT,
                    this::size));
        }
        return pictures;
    }

    private static boolean isKnown(Curve curve, EpochMetrics epoch) {
        return Double.isFinite(curve.value.applyAsDouble(epoch));
    }

    private static boolean hasSize(ComparedRun run) {
        return run.testAccuracy().isPresent() && run.packedBytes().isPresent();
    }

    private JFreeChart draw(Curve curve, Theme theme) {
        XYSeriesCollection lines = new XYSeriesCollection();
        for (ComparedRun run : runs) {
            XYSeries line = new XYSeries(run.name());
            for (EpochMetrics epoch : run.epochs()) {
                if (isKnown(curve, epoch)) {
                    line.add(Pictures.shown(epoch), curve.value.applyAsDouble(epoch));
                }
            }
            lines.addSeries(line);
        }
        NumberAxis values = theme.axis(curve.axis, curve.pattern);
        values.setAutoRangeIncludesZero(false);
        if (curve.leastSpan > 0) {
            values.setAutoRangeMinimumSize(curve.leastSpan);
        }
        List<EpochMetrics> longest = runs.stream()
                .map(ComparedRun::epochs)
                .max(Comparator.comparingInt(List::size))
                .orElseThrow();
        XYPlot plot = theme.plot(EpochCharts.epochAxis(theme, longest), values);
        plot.setDataset(lines);
        plot.setRenderer(EpochCharts.lineRenderer(theme, lines));
        JFreeChart chart = theme.chart(curve.title, plot);
        theme.legend(chart, plot);
        return chart;
    }

    private JFreeChart size(Theme theme) {
        XYSeriesCollection dots = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
        for (int i = 0; i < runs.size(); i++) {
            ComparedRun run = runs.get(i);
            XYSeries dot = new XYSeries(run.name());
            if (hasSize(run)) {
                dot.add(
                        run.packedBytes().orElseThrow() / 1000.0,
                        100 * run.testAccuracy().orElseThrow());
            }
            dots.addSeries(dot);
            renderer.setSeriesPaint(i, theme.series(i));
            renderer.setSeriesShape(i, new Ellipse2D.Double(-4, -4, 8, 8));
            renderer.setSeriesVisibleInLegend(i, hasSize(run));
        }
        NumberAxis bytes = theme.axis("packed model (kB)", "#,##0.#");
        bytes.setAutoRangeIncludesZero(false);
        NumberAxis accuracy = theme.axis("test accuracy (%)", "0.##");
        accuracy.setAutoRangeIncludesZero(false);
        accuracy.setAutoRangeMinimumSize(2);
        XYPlot plot = theme.plot(bytes, accuracy);
        plot.setDataset(dots);
        plot.setRenderer(renderer);
        JFreeChart chart = theme.chart("Accuracy against size", plot);
        theme.legend(chart, plot);
        return chart;
    }
}
