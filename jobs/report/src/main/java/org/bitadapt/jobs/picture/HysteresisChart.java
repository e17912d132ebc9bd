package org.bitadapt.jobs.picture;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.text.ChoiceFormat;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * The hysteresis loop of a layer: binary value over latent value.
 *
 * <p>Bars on the two branches are the measured weights: bars of weights at +1 go upwards, bars of weights at -1
 * downwards. The grey loop is the rule, with its thresholds; the line is the measured mean of the binary values, which
 * the rule pins to -1 and +1 outside the thresholds.
 */
final class HysteresisChart {

    private static final double BAR_HEIGHT = 0.8;
    private static final double TOP = 1.9;
    private static final int LONGEST_NAME = 28;

    private final HysteresisHistogram histogram;
    private final double reach;

    HysteresisChart(HysteresisHistogram histogram) {
        this.histogram = histogram;
        this.reach = reach(histogram);
    }

    private static double reach(HysteresisHistogram histogram) {
        double edge =
                Math.max(-histogram.binEdges().get(0), histogram.binEdges().get(histogram.bins()));
        double most = histogram.threshold() > 0 ? HysteresisHistogram.FINE_REACH * histogram.threshold() : edge;
        return Math.min(edge, most);
    }

    /** The large picture, with everything named. */
    JFreeChart large(Theme theme) {
        XYPlot plot = plot(theme, "latent weight", "binary weight");
        add(plot, 3, arrows(), arrowRenderer(theme));
        JFreeChart chart = theme.chart("Hysteresis loop of " + histogram.layer(), plot);
        theme.legend(chart, chart.getXYPlot());
        return chart;
    }

    /** The small picture, to be compared with others. */
    JFreeChart small(Theme theme) {
        XYPlot plot = plot(theme, null, null);
        NumberAxis latents = (NumberAxis) plot.getDomainAxis();
        latents.setTickUnit(new NumberTickUnit(niceStep(reach)));
        JFreeChart chart = theme.chart(DisplayText.shortened(histogram.layer(), LONGEST_NAME), plot);
        chart.getTitle().setFont(Theme.LABEL);
        return chart;
    }

    /**
     * A distance of ticks that gives about one tick on each side of zero: the largest 1, 2 or 5 times a power of ten
     * that fits.
     */
    static double niceStep(double reach) {
        double power = Math.pow(10, Math.floor(Math.log10(reach)));
        return IntStream.of(5, 2, 1)
                .mapToDouble(step -> step * power)
                .filter(step -> step <= reach)
                .findFirst()
                .orElse(power);
    }

    private XYPlot plot(Theme theme, String latentTitle, String binaryTitle) {
        NumberAxis latents = theme.axis(latentTitle, "0.######");
        latents.setRange(-reach, reach);
        NumberAxis binary = theme.axis(binaryTitle, "0");
        binary.setRange(-TOP, TOP);
        binary.setTickUnit(new NumberTickUnit(1));
        binary.setNumberFormatOverride(new ChoiceFormat("-1#−1|0#0|1#+1"));
        XYPlot plot = theme.plot(latents, binary);
        markBand(theme, plot);
        add(plot, 0, meanLine(), meanRenderer(theme));
        plot.setDataset(1, bars());
        plot.setRenderer(1, barRenderer(theme));
        add(plot, 2, rule(), ruleRenderer(theme));
        plot.setDatasetRenderingOrder(org.jfree.chart.plot.DatasetRenderingOrder.REVERSE);
        return plot;
    }

    private static void add(XYPlot plot, int index, XYSeriesCollection lines, XYLineAndShapeRenderer renderer) {
        plot.setDataset(index, lines);
        plot.setRenderer(index, renderer);
    }

    private void markBand(Theme theme, XYPlot plot) {
        if (histogram.threshold() > 0) {
            Color tint = theme.grid();
            IntervalMarker band = new IntervalMarker(
                    -histogram.threshold(),
                    histogram.threshold(),
                    new Color(tint.getRed(), tint.getGreen(), tint.getBlue(), 120));
            plot.addDomainMarker(band, Layer.BACKGROUND);
        }
    }

    private XYIntervalSeriesCollection bars() {
        double densest = IntStream.range(0, histogram.bins())
                .mapToDouble(bin -> Math.max(density(bin, true), density(bin, false)))
                .max()
                .orElse(1);
        XYIntervalSeries plus = new XYIntervalSeries("weights at +1");
        XYIntervalSeries minus = new XYIntervalSeries("weights at −1");
        for (int bin = 0; bin < histogram.bins(); bin++) {
            double left = histogram.binEdges().get(bin);
            double right = histogram.binEdges().get(bin + 1);
            double up = BAR_HEIGHT * density(bin, true) / densest;
            double down = BAR_HEIGHT * density(bin, false) / densest;
            if (up > 0) {
                plus.add(histogram.middle(bin), left, right, 1 + up, 1, 1 + up);
            }
            if (down > 0) {
                minus.add(histogram.middle(bin), left, right, -1 - down, -1 - down, -1);
            }
        }
        XYIntervalSeriesCollection bars = new XYIntervalSeriesCollection();
        bars.addSeries(plus);
        bars.addSeries(minus);
        return bars;
    }

    private double density(int bin, boolean positive) {
        long count = (positive ? histogram.plusCount() : histogram.minusCount()).get(bin);
        return count / histogram.width(bin);
    }

    private static XYBarRenderer barRenderer(Theme theme) {
        XYBarRenderer renderer = new XYBarRenderer();
        renderer.setUseYInterval(true);
        renderer.setShadowVisible(false);
        // Outlines in the bars' own colours close the seams that smooth edges leave between them.
        renderer.setDrawBarOutline(true);
        renderer.setBarPainter(new StandardXYBarPainter());
        for (int i = 0; i < 2; i++) {
            renderer.setSeriesPaint(i, theme.series(i));
            renderer.setSeriesOutlinePaint(i, theme.series(i));
            renderer.setSeriesOutlineStroke(i, Theme.line(0.5f));
        }
        return renderer;
    }

    private XYSeriesCollection meanLine() {
        XYSeries mean = new XYSeries("mean binary weight");
        for (int bin = 0; bin < histogram.bins(); bin++) {
            long plus = histogram.plusCount().get(bin);
            long all = plus + histogram.minusCount().get(bin);
            if (all > 0) {
                mean.add(histogram.middle(bin), 2.0 * plus / all - 1);
            }
        }
        return new XYSeriesCollection(mean);
    }

    private static XYLineAndShapeRenderer meanRenderer(Theme theme) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setSeriesPaint(0, theme.text());
        renderer.setSeriesStroke(0, Theme.line(2));
        return renderer;
    }

    private XYSeriesCollection rule() {
        double h = histogram.threshold();
        XYSeries rising = new XYSeries("rule", false);
        rising.add(-reach, -1);
        rising.add(h, -1);
        rising.add(h, 1);
        XYSeries falling = new XYSeries("falling", false);
        falling.add(reach, 1);
        falling.add(-h, 1);
        falling.add(-h, -1);
        XYSeriesCollection loop = new XYSeriesCollection(rising);
        loop.addSeries(falling);
        return loop;
    }

    private static XYLineAndShapeRenderer ruleRenderer(Theme theme) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        for (int i = 0; i < 2; i++) {
            renderer.setSeriesPaint(i, theme.muted());
            renderer.setSeriesStroke(i, Theme.dashes(1.4f));
        }
        renderer.setSeriesVisibleInLegend(1, false);
        return renderer;
    }

    private XYSeriesCollection arrows() {
        XYSeriesCollection arrows = new XYSeriesCollection(new XYSeries("up"));
        arrows.addSeries(new XYSeries("down"));
        if (histogram.threshold() > 0) {
            arrows.getSeries(0).add(histogram.threshold(), 0.5);
            arrows.getSeries(1).add(-histogram.threshold(), -0.5);
        }
        return arrows;
    }

    private static XYLineAndShapeRenderer arrowRenderer(Theme theme) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
        for (int i = 0; i < 2; i++) {
            renderer.setSeriesPaint(i, theme.muted());
            renderer.setSeriesShape(i, triangle(i == 0 ? -1 : 1));
            renderer.setSeriesVisibleInLegend(i, false);
        }
        return renderer;
    }

    /** A triangle that points down, or up if {@code direction} is -1. */
    private static Path2D triangle(int direction) {
        Path2D path = new Path2D.Double();
        path.moveTo(-4, -3.5 * direction);
        path.lineTo(4, -3.5 * direction);
        path.lineTo(0, 3.5 * direction);
        path.closePath();
        return path;
    }
}
