package org.bitadapt.jobs.picture;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bitadapt.jobs.run.EpochMetrics;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** The share of each layer's signs that flipped in each epoch: lines for a few layers, a heat map for many. */
final class FlipsChart {

    static final int MOST_LINES = 6;

    private static final int ROW_HEIGHT = 20;
    private static final int DENSE_ROW_HEIGHT = 13;
    private static final int MOST_HIGH_ROWS = 40;
    private static final int LONGEST_NAME = 28;

    private final List<EpochMetrics> epochs;
    private final List<String> layers;

    FlipsChart(List<EpochMetrics> epochs) {
        this.epochs = epochs;
        this.layers = layers(epochs);
    }

    /** Every layer that some epoch names, in the order of appearance. */
    static List<String> layers(List<EpochMetrics> epochs) {
        Set<String> names = new LinkedHashSet<>();
        epochs.forEach(epoch -> names.addAll(epoch.flippedShare().keySet()));
        return new ArrayList<>(names);
    }

    /** The height that all layers need, in pixels. */
    int height() {
        return layers.size() <= MOST_LINES ? 360 : 150 + layers.size() * rowHeight();
    }

    private int rowHeight() {
        return layers.size() <= MOST_HIGH_ROWS ? ROW_HEIGHT : DENSE_ROW_HEIGHT;
    }

    JFreeChart draw(Theme theme) {
        return layers.size() <= MOST_LINES ? lines(theme) : map(theme);
    }

    private JFreeChart lines(Theme theme) {
        XYSeriesCollection lines = new XYSeriesCollection();
        for (String layer : layers) {
            XYSeries series = new XYSeries(layer);
            epochs.forEach(epoch -> series.add(Pictures.shown(epoch), percent(epoch, layer)));
            lines.addSeries(series);
        }
        NumberAxis axis = theme.axis("signs flipped (%)", "0.###");
        axis.setAutoRangeIncludesZero(true);
        axis.setAutoRangeMinimumSize(0.01);
        XYPlot plot = theme.plot(EpochCharts.epochAxis(theme, epochs), axis);
        plot.setDataset(lines);
        plot.setRenderer(EpochCharts.lineRenderer(theme, lines));
        JFreeChart chart = theme.chart("Signs flipped per epoch", plot);
        theme.legend(chart, chart.getXYPlot());
        return chart;
    }

    private JFreeChart map(Theme theme) {
        double[][] blocks = blocks();
        Ramp ramp = new Ramp(theme.ramp(), largest(blocks[2]));
        SymbolAxis rows = theme.symbols(
                null,
                layers.stream()
                        .map(layer -> DisplayText.shortened(layer, LONGEST_NAME))
                        .toList());
        if (layers.size() > MOST_HIGH_ROWS) {
            rows.setTickLabelFont(Theme.TICK.deriveFont(10f));
        }
        NumberAxis columns = EpochCharts.epochAxis(theme, epochs);
        columns.setRange(Pictures.shown(epochs.get(0)) - 0.5, Pictures.shown(epochs.get(epochs.size() - 1)) + 0.5);
        XYPlot plot = new HeatMap(blocks).plot(theme, columns, rows, ramp);
        JFreeChart chart = theme.chart("Signs flipped per epoch and layer", plot);
        HeatMap.legend(theme, chart, ramp, "signs flipped (%)", "0.###");
        return chart;
    }

    private double[][] blocks() {
        double[][] blocks = new double[3][epochs.size() * layers.size()];
        int block = 0;
        for (EpochMetrics epoch : epochs) {
            for (int row = 0; row < layers.size(); row++) {
                blocks[0][block] = Pictures.shown(epoch);
                blocks[1][block] = row;
                blocks[2][block++] = percent(epoch, layers.get(row));
            }
        }
        return blocks;
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, value);
        }
        return largest > 0 ? largest : 1;
    }

    private static double percent(EpochMetrics epoch, String layer) {
        double share = epoch.flippedShare().getOrDefault(layer, 0.0);
        return Double.isFinite(share) ? 100 * share : 0;
    }
}
