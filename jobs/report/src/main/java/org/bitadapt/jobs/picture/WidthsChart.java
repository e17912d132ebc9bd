package org.bitadapt.jobs.picture;

import java.awt.geom.Ellipse2D;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.bitadapt.jobs.result.WidthFigures;
import org.bitadapt.jobs.result.WidthsResult;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.plot.CombinedRangeXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYDataItem;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Charts of the accuracy at each bit width, side by side: over the bytes of the width's own packed model, and over the
 * time of an image where it was measured. Each number of bits of maps has a line of its own.
 */
final class WidthsChart {

    private static final int HEIGHT = 380;
    private static final double MARGIN = 0.12;
    /** The margin at the left, where labels stand. */
    private static final double LABEL_MARGIN = 0.2;

    private final WidthsResult result;

    WidthsChart(WidthsResult result) {
        this.result = result;
    }

    /** The picture; without a time, or without bytes, it has only the other chart. */
    Picture picture() {
        return new Picture(
                "widths.png",
                "Accuracy at " + result.widths().size() + " bit widths over bytes and time of an image",
                String.format(
                        Locale.ROOT,
                        "Labels name bits of weights (w) and of maps (a). %,d images of the %s split; up and to the left is"
                                + " better.",
                        result.records(),
                        result.split().folder()),
                Pictures.COLUMN + 160,
                HEIGHT,
                this::draw);
    }

    private JFreeChart draw(Theme theme) {
        NumberAxis accuracy = theme.axis("accuracy (%)", "0.##");
        accuracy.setAutoRangeIncludesZero(false);
        accuracy.setAutoRangeMinimumSize(2);
        accuracy.setUpperMargin(MARGIN);
        CombinedRangeXYPlot both = new CombinedRangeXYPlot(accuracy);
        both.setGap(34);
        boolean isTimed = isKnown(WidthFigures::latencyMicros);
        if (isKnown(WidthFigures::bytes) || !isTimed) {
            both.add(plot(
                    theme,
                    theme.axis("packed model of the width alone (kB)", "#,##0.##"),
                    figures -> figures.bytes() == null ? null : figures.bytes() / 1000.0));
        }
        if (isTimed) {
            both.add(plot(
                    theme,
                    theme.axis("time of an image, one thread (µs)", "#,##0.##"),
                    figures -> figures.latencyMicros()));
        }
        JFreeChart chart = theme.chart("Accuracy at each bit width", both);
        XYPlot first = both.getSubplots().get(0);
        if (first.getDataset().getSeriesCount() > 1) {
            theme.legend(chart, first);
        }
        return chart;
    }

    private boolean isKnown(Function<WidthFigures, ?> cost) {
        return result.widths().stream().map(cost).anyMatch(Objects::nonNull);
    }

    private XYPlot plot(Theme theme, NumberAxis axis, Function<WidthFigures, Double> cost) {
        XYSeriesCollection lines = lines(cost);
        axis.setAutoRangeIncludesZero(false);
        axis.setLowerMargin(LABEL_MARGIN);
        axis.setUpperMargin(MARGIN);
        XYPlot plot = theme.plot(axis, null);
        plot.setDataset(lines);
        plot.setRenderer(renderer(theme, lines));
        return plot;
    }

    private XYSeriesCollection lines(Function<WidthFigures, Double> cost) {
        TreeMap<Integer, XYSeries> byMaps = new TreeMap<>();
        for (WidthFigures figures : result.widths()) {
            XYSeries line = byMaps.computeIfAbsent(
                    figures.maps(), maps -> new XYSeries("maps of " + maps + (maps == 1 ? " bit" : " bits"), false));
            if (cost.apply(figures) != null) {
                line.add(new Labelled(
                        cost.apply(figures),
                        100 * figures.accuracy(),
                        figures.width().toString()));
            }
        }
        XYSeriesCollection lines = new XYSeriesCollection();
        byMaps.values().forEach(lines::addSeries);
        return lines;
    }

    private static XYLineAndShapeRenderer renderer(Theme theme, XYSeriesCollection lines) {
        XYLineAndShapeRenderer renderer = EpochCharts.lineRenderer(theme, lines);
        for (int i = 0; i < lines.getSeriesCount(); i++) {
            renderer.setSeriesShape(i, new Ellipse2D.Double(-4, -4, 8, 8));
        }
        renderer.setDefaultItemLabelGenerator(
                (data, series, item) -> ((Labelled) lines.getSeries(series).getDataItem(item)).label);
        renderer.setDefaultItemLabelsVisible(true);
        renderer.setDefaultItemLabelFont(Theme.TICK);
        renderer.setDefaultItemLabelPaint(theme.muted());
        renderer.setDefaultPositiveItemLabelPosition(
                new ItemLabelPosition(ItemLabelAnchor.OUTSIDE12, TextAnchor.BOTTOM_RIGHT));
        return renderer;
    }

    /** A point with the name of its width. */
    private static final class Labelled extends XYDataItem {

        private static final long serialVersionUID = 1;

        private final String label;

        Labelled(double x, double y, String label) {
            super(x, y);
            this.label = label;
        }
    }
}
