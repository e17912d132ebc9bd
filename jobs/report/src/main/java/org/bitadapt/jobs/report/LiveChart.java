package org.bitadapt.jobs.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bitadapt.jobs.picture.Picture;
import org.bitadapt.jobs.picture.Theme;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * A chart that {@code charts.js} draws in place of a picture of lines, so that values show under the pointer and parts
 * can be enlarged. The chart is made from the picture's own chart: both have the same numbers.
 *
 * @param title the title of the chart
 * @param height the height of the picture, in pixels of the page
 * @param plots the plots, one above the other
 */
record LiveChart(String title, int height, List<Plot> plots) {

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * The least distance between two points of a series, as a share of the largest place, or of 1 if that is larger:
     * points must not be at the same place.
     */
    private static final double APART = 1e-9;

    /**
     * Lines and dots over one axis.
     *
     * @param x the title of the horizontal axis
     * @param y the title of the vertical axis
     * @param inverted whether larger values of {@code x} are at the left
     * @param least the value that the vertical axis reaches down to at least; null if the values decide
     * @param series the series in the order of the legend
     */
    record Plot(String x, String y, boolean inverted, Double least, List<Series> series) {}

    /**
     * A series of points.
     *
     * @param light the colour on light pages, as {@code #rrggbb}
     * @param dark the colour on dark pages, as {@code #rrggbb}
     * @param dashed whether the line is dashed
     * @param line whether points are joined; otherwise they are dots
     * @param x the horizontal values, rising
     * @param y the vertical values, one for each {@code x}
     */
    record Series(
            String name, String light, String dark, boolean dashed, boolean line, List<Double> x, List<Double> y) {}

    /** A point of a series. */
    private record Point(double x, double y) {}

    /** The live chart of a picture; empty if the picture does not consist of lines. */
    static Optional<LiveChart> of(Picture picture) {
        JFreeChart light = picture.chart().apply(Theme.LIGHT);
        JFreeChart dark = picture.chart().apply(Theme.DARK);
        if (!(light.getPlot() instanceof XYPlot whole)) {
            return Optional.empty();
        }
        List<XYPlot> lightPlots = parts(whole);
        List<XYPlot> darkPlots = parts((XYPlot) dark.getPlot());
        List<Plot> plots = new ArrayList<>();
        for (int i = 0; i < lightPlots.size(); i++) {
            Optional<Plot> plot = plot(lightPlots.get(i), darkPlots.get(i), whole.getDomainAxis());
            if (plot.isEmpty()) {
                return Optional.empty();
            }
            plots.add(plot.get());
        }
        return Optional.of(new LiveChart(light.getTitle().getText(), picture.height(), plots));
    }

    private static List<XYPlot> parts(XYPlot plot) {
        if (!(plot instanceof CombinedDomainXYPlot combined)) {
            return List.of(plot);
        }
        List<XYPlot> parts = new ArrayList<>();
        for (Object part : combined.getSubplots()) {
            parts.add((XYPlot) part);
        }
        return parts;
    }

    private static Optional<Plot> plot(XYPlot light, XYPlot dark, ValueAxis domain) {
        List<Series> series = new ArrayList<>();
        for (int dataset = 0; dataset < light.getDatasetCount(); dataset++) {
            if (!(light.getDataset(dataset) instanceof XYSeriesCollection lines)
                    || !(light.getRenderer(dataset) instanceof XYLineAndShapeRenderer renderer)) {
                return Optional.empty();
            }
            for (int i = 0; i < lines.getSeriesCount(); i++) {
                if (lines.getItemCount(i) > 0) {
                    series.add(series(lines, i, renderer, (XYLineAndShapeRenderer) dark.getRenderer(dataset)));
                }
            }
        }
        return series.isEmpty()
                ? Optional.empty()
                : Optional.of(new Plot(
                        domain.getLabel(),
                        light.getRangeAxis().getLabel(),
                        domain.isInverted(),
                        least(light.getRangeAxis()),
                        List.copyOf(series)));
    }

    private static Double least(ValueAxis values) {
        if (!values.isAutoRange()) {
            return values.getLowerBound();
        }
        boolean hasZero = values instanceof NumberAxis numbers && numbers.getAutoRangeIncludesZero();
        return hasZero ? 0.0 : null;
    }

    private static Series series(
            XYSeriesCollection lines, int index, XYLineAndShapeRenderer light, XYLineAndShapeRenderer dark) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < lines.getItemCount(index); i++) {
            points.add(new Point(lines.getXValue(index, i), lines.getYValue(index, i)));
        }
        points.sort(Comparator.comparingDouble(Point::x));
        boolean isDashed = light.getSeriesStroke(index) instanceof BasicStroke stroke && stroke.getDashArray() != null;
        return new Series(
                String.valueOf(lines.getSeriesKey(index)),
                text(light.getSeriesPaint(index)),
                text(dark.getSeriesPaint(index)),
                isDashed,
                light.getDefaultLinesVisible(),
                apart(points),
                points.stream().map(Point::y).toList());
    }

    /** The horizontal places of points, moved apart so that no two are the same. */
    private static List<Double> apart(List<Point> sorted) {
        List<Double> places = new ArrayList<>();
        if (sorted.isEmpty()) {
            return places;
        }
        double least =
                APART * Math.max(1, Math.abs(sorted.get(sorted.size() - 1).x()));
        for (Point point : sorted) {
            double last = places.isEmpty() ? Double.NEGATIVE_INFINITY : places.get(places.size() - 1);
            places.add(Math.max(point.x(), last + least));
        }
        return places;
    }

    private static String text(Object paint) {
        Color colour = (Color) paint;
        return String.format(Locale.ROOT, "#%06x", colour.getRGB() & 0xffffff);
    }

    /** The chart as JSON that may stand between tags of a script. */
    String json() {
        try {
            return JSON.writeValueAsString(this).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A chart is always representable as JSON", e);
        }
    }
}
