package org.bitadapt.jobs.picture;

import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.bitadapt.jobs.run.EpochMetrics;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Charts of what changes from epoch to epoch, as lines: accuracy and loss, learning rate, speed.
 *
 * <p>Values that are not finite are left out; a series without finite values is not shown.
 */
public final class EpochCharts {

    private static final int MARKED_EPOCHS = 40;

    private final List<EpochMetrics> epochs;

    EpochCharts(List<EpochMetrics> epochs) {
        this.epochs = epochs;
    }

    /** The epoch of the best validation accuracy, the first of equal epochs. */
    public static Optional<EpochMetrics> best(List<EpochMetrics> epochs) {
        return epochs.stream()
                .filter(epoch -> Double.isFinite(epoch.validationAccuracy()))
                .max(Comparator.comparingDouble(EpochMetrics::comparedAccuracy)
                        .thenComparing(EpochMetrics::epoch, Comparator.reverseOrder()));
    }

    /** The chart of accuracy above loss, over one axis of epochs. */
    JFreeChart curves(Theme theme) {
        CombinedDomainXYPlot both = new CombinedDomainXYPlot(epochAxis(theme, epochs));
        both.setGap(18);
        XYPlot accuracy = accuracy(theme);
        both.add(accuracy);
        both.add(loss(theme));
        JFreeChart chart = theme.chart("Accuracy and loss", both);
        theme.legend(chart, accuracy);
        return chart;
    }

    private XYPlot accuracy(Theme theme) {
        XYSeriesCollection lines = new XYSeriesCollection();
        add(lines, "validation", epoch -> 100 * epoch.validationAccuracy());
        add(lines, "training", epoch -> 100 * epoch.trainAccuracy());
        XYPlot plot = linePlot(theme, lines, values(theme, "accuracy (%)", 2));
        ringBest(theme, plot);
        return plot;
    }

    private XYPlot loss(Theme theme) {
        XYSeriesCollection lines = new XYSeriesCollection();
        add(lines, "validation", EpochMetrics::validationLoss);
        add(lines, "training", EpochMetrics::trainLoss);
        return linePlot(theme, lines, values(theme, "cross-entropy loss (nats)", 0.05));
    }

    private void ringBest(Theme theme, XYPlot plot) {
        XYSeries point = new XYSeries("best");
        best(epochs).ifPresent(epoch -> point.add(Pictures.shown(epoch), 100 * epoch.validationAccuracy()));
        XYLineAndShapeRenderer ring = new XYLineAndShapeRenderer(false, true);
        ring.setSeriesShape(0, new Ellipse2D.Double(-6, -6, 12, 12));
        ring.setSeriesShapesFilled(0, false);
        ring.setSeriesPaint(0, theme.text());
        ring.setSeriesStroke(0, Theme.line(2));
        ring.setSeriesVisibleInLegend(0, false);
        plot.setDataset(1, new XYSeriesCollection(point));
        plot.setRenderer(1, ring);
    }

    /** The chart of every epoch's learning rate. */
    JFreeChart learningRate(Theme theme) {
        return single(theme, "Learning rate", "learning rate", "0.######", EpochMetrics::learningRate);
    }

    /** The chart of every epoch's training images per second. */
    JFreeChart throughput(Theme theme) {
        return single(theme, "Training speed", "images/s", "#,##0.#", EpochMetrics::imagesPerSecond);
    }

    private JFreeChart single(
            Theme theme, String title, String axisTitle, String pattern, ToDoubleFunction<EpochMetrics> value) {
        XYSeriesCollection line = new XYSeriesCollection();
        add(line, title, value);
        XYPlot plot = linePlot(theme, line, theme.axis(axisTitle, pattern));
        plot.setDomainAxis(epochAxis(theme, epochs));
        return theme.chart(title, plot);
    }

    /** An axis around the values that spans at least {@code smallestSpan}. */
    private static NumberAxis values(Theme theme, String title, double smallestSpan) {
        NumberAxis axis = theme.axis(title, "0.###");
        axis.setAutoRangeIncludesZero(false);
        axis.setAutoRangeMinimumSize(smallestSpan);
        return axis;
    }

    private void add(XYSeriesCollection lines, String name, ToDoubleFunction<EpochMetrics> value) {
        XYSeries series = new XYSeries(name);
        for (EpochMetrics epoch : epochs) {
            double y = value.applyAsDouble(epoch);
            if (Double.isFinite(y)) {
                series.add(Pictures.shown(epoch), y);
            }
        }
        lines.addSeries(series);
    }

    private static XYPlot linePlot(Theme theme, XYSeriesCollection lines, NumberAxis values) {
        XYPlot plot = theme.plot(null, values);
        plot.setDataset(lines);
        plot.setRenderer(lineRenderer(theme, lines));
        return plot;
    }

    /**
     * A renderer of series as lines, the second line dashed, with dots while the points are few enough to be told
     * apart.
     */
    static XYLineAndShapeRenderer lineRenderer(Theme theme, XYSeriesCollection lines) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
        for (int i = 0; i < lines.getSeriesCount(); i++) {
            BasicStroke stroke = i % 2 == 0 ? Theme.line(2.2f) : Theme.dashes(1.8f);
            renderer.setSeriesStroke(i, stroke);
            renderer.setSeriesPaint(i, theme.series(i));
            renderer.setSeriesShape(i, new Ellipse2D.Double(-2.5, -2.5, 5, 5));
            renderer.setSeriesShapesVisible(i, lines.getItemCount(i) <= MARKED_EPOCHS);
            renderer.setSeriesVisibleInLegend(i, lines.getItemCount(i) > 0);
        }
        // Without this setting every segment would begin its dashes again.
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setLegendLine(new Line2D.Double(-12, 0, 12, 0));
        return renderer;
    }

    /** An axis of whole epochs that also shows a single epoch. */
    static NumberAxis epochAxis(Theme theme, List<EpochMetrics> epochs) {
        NumberAxis axis = theme.axis("epoch", "0");
        axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        int first = Pictures.shown(epochs.get(0));
        int last = Pictures.shown(epochs.get(epochs.size() - 1));
        double margin = Math.max(0.5, 0.02 * (last - first));
        axis.setRange(first - margin, last + margin);
        axis.setTickLabelInsets(new RectangleInsets(3, 2, 0, 2));
        return axis;
    }
}
