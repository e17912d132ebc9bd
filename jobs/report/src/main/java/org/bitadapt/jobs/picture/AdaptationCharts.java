package org.bitadapt.jobs.picture;

import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.bitadapt.jobs.netadapt.history.IterationEntry;
import org.bitadapt.jobs.netadapt.history.NetworkFigures;
import org.bitadapt.jobs.netadapt.history.ProposalEntry;
import org.bitadapt.jobs.netadapt.history.SearchHistory;
import org.bitadapt.netadapt.energy.NetworkEnergy;
import org.bitadapt.netadapt.resource.ResourceKind;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** The pictures of a search: accuracy against the resource, channels, planes and latency over iterations. */
final class AdaptationCharts {

    private static final int MOST_LINES = 6;
    private static final int ROW_HEIGHT = 20;
    private static final int FAINT = 80;

    /** What parts of a network have, which is shown over the iterations. */
    private record Counts(String unit, String title, Function<NetworkFigures, Map<String, Integer>> of) {}

    private static final Counts CHANNELS = new Counts("channels", "Channels", NetworkFigures::channels);
    private static final Counts PLANES = new Counts("planes", "Planes", NetworkFigures::planes);

    private final SearchHistory history;

    AdaptationCharts(SearchHistory history) {
        this.history = history;
    }

    /** All pictures of the search. */
    List<Picture> pictures() {
        List<Picture> pictures = new ArrayList<>(overIterations());
        if (!parts(PLANES).isEmpty()) {
            pictures.add(
                    counts(PLANES, "Planes of each layer over the iterations", "Share of the planes that a layer"));
        }
        NetworkEnergy before = history.start().entry().winner().accelerator();
        NetworkEnergy after = history.current().accelerator();
        if (before != null && after != null) {
            pictures.add(new EnergyChart(before, after).picture());
        }
        return List.copyOf(pictures);
    }

    private List<Picture> overIterations() {
        return List.of(
                new Picture(
                        "adaptation.png",
                        "Accuracy on held-out images against " + resource() + ", all proposals and the winners",
                        "Faint dots are proposals after their short tuning; the line joins the winners.",
                        Pictures.COLUMN,
                        360,
                        this::accuracy),
                new Picture(
                        "latency.png",
                        "Latency of the winner of each iteration",
                        byTable()
                                ? "The table's estimate is the sum of its layers; measured is the whole network."
                                : "Measured on the whole network.",
                        Pictures.COLUMN,
                        360,
                        this::latency),
                counts(CHANNELS, "Channels of each group over the iterations", "Share of the channels that a group"));
    }

    private Picture counts(Counts counts, String caption, String note) {
        int parts = parts(counts).size();
        return new Picture(
                counts.unit() + ".png",
                caption,
                note + " had at the start.",
                Pictures.COLUMN + 160,
                parts <= MOST_LINES ? 360 : 150 + ROW_HEIGHT * parts,
                theme -> parts <= MOST_LINES ? lines(counts, theme) : map(counts, theme));
    }

    private String resource() {
        String unit = history.start().unit().replace("us", "µs");
        String name = history.start().resource().toLowerCase(Locale.ROOT);
        return name.equalsIgnoreCase(unit) ? unit : name + " (" + unit + ")";
    }

    private boolean byTable() {
        return history.start().resource().equals(ResourceKind.LATENCY.name());
    }

    private JFreeChart accuracy(Theme theme) {
        XYSeriesCollection winners = series("winners", entry -> 100 * entry.accuracy(), true);
        XYSeries proposals = new XYSeries("proposals", false);
        for (IterationEntry iteration : history.iterations()) {
            for (ProposalEntry proposal : iteration.proposals()) {
                if (proposal.accuracy() != null
                        && iteration.saves(history.start().resource())) {
                    proposals.add(proposal.resource(), 100 * proposal.accuracy());
                }
            }
        }
        NumberAxis resource = theme.axis(resource(), "#,##0.##");
        resource.setAutoRangeIncludesZero(false);
        resource.setInverted(true);
        NumberAxis accuracy = theme.axis("held-out accuracy (%)", "0.##");
        accuracy.setAutoRangeIncludesZero(false);
        accuracy.setAutoRangeMinimumSize(2);
        XYPlot plot = theme.plot(resource, accuracy);
        plot.setDataset(0, winners);
        plot.setRenderer(0, EpochCharts.lineRenderer(theme, winners));
        plot.setDataset(1, new XYSeriesCollection(proposals));
        plot.setRenderer(1, dots(theme));
        JFreeChart chart =
                theme.chart("Accuracy against " + history.start().resource().toLowerCase(Locale.ROOT), plot);
        theme.legend(chart, plot);
        return chart;
    }

    private static XYLineAndShapeRenderer dots(Theme theme) {
        Color colour = theme.series(1);
        XYLineAndShapeRenderer dots = new XYLineAndShapeRenderer(false, true);
        dots.setSeriesPaint(0, new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), FAINT));
        dots.setSeriesShape(0, new Ellipse2D.Double(-3, -3, 6, 6));
        return dots;
    }

    /** The series of one line over iterations, or over the resource. */
    private XYSeriesCollection series(String name, ToDoubleFunction<IterationEntry> value, boolean overResource) {
        XYSeries line = new XYSeries(name, false);
        for (IterationEntry entry : history.entries()) {
            line.add(overResource ? entry.winner().resource() : entry.number(), value.applyAsDouble(entry));
        }
        return new XYSeriesCollection(line);
    }

    private JFreeChart latency(Theme theme) {
        XYSeriesCollection lines = series("measured", entry -> entry.winner().latencyMicros(), false);
        if (byTable()) {
            lines.addSeries(series("by the table", entry -> entry.winner().resource(), false)
                    .getSeries(0));
        }
        history.result().ifPresent(result -> {
            XYSeries tuned = new XYSeries("after the last tuning", false);
            tuned.add(history.iterations().size(), result.tuned().latencyMicros());
            lines.addSeries(tuned);
        });
        NumberAxis micros = theme.axis("latency (µs)", "#,##0.##");
        micros.setAutoRangeIncludesZero(true);
        XYPlot plot = theme.plot(iterations(theme), micros);
        plot.setDataset(lines);
        plot.setRenderer(EpochCharts.lineRenderer(theme, lines));
        JFreeChart chart = theme.chart("Latency of the winners", plot);
        theme.legend(chart, plot);
        return chart;
    }

    private NumberAxis iterations(Theme theme) {
        NumberAxis axis = theme.axis("iteration", "0");
        axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        axis.setRange(-0.5, history.iterations().size() + 0.5);
        return axis;
    }

    private List<String> parts(Counts counts) {
        return new ArrayList<>(
                counts.of().apply(history.start().entry().winner()).keySet());
    }

    private JFreeChart lines(Counts counts, Theme theme) {
        XYSeriesCollection lines = new XYSeriesCollection();
        for (String part : parts(counts)) {
            lines.addSeries(
                    series(part, entry -> share(counts, entry, part), false).getSeries(0));
        }
        NumberAxis axis = theme.axis(counts.unit() + " (% of the start)", "0");
        axis.setRange(0, 105);
        XYPlot plot = theme.plot(iterations(theme), axis);
        plot.setDataset(lines);
        plot.setRenderer(EpochCharts.lineRenderer(theme, lines));
        JFreeChart chart = theme.chart(counts.title() + " over iterations", plot);
        theme.legend(chart, plot);
        return chart;
    }

    private JFreeChart map(Counts counts, Theme theme) {
        List<String> parts = parts(counts);
        List<IterationEntry> entries = history.entries();
        double[][] blocks = new double[3][entries.size() * parts.size()];
        int block = 0;
        for (IterationEntry entry : entries) {
            for (int row = 0; row < parts.size(); row++) {
                blocks[0][block] = entry.number();
                blocks[1][block] = row;
                blocks[2][block++] = share(counts, entry, parts.get(row));
            }
        }
        Ramp ramp = new Ramp(theme.ramp(), 100);
        SymbolAxis rows = theme.symbols(
                null,
                parts.stream().map(part -> DisplayText.shortened(part, 28)).toList());
        XYPlot plot = new HeatMap(blocks).plot(theme, iterations(theme), rows, ramp);
        JFreeChart chart = theme.chart(counts.title() + " over iterations", plot);
        HeatMap.legend(theme, chart, ramp, counts.unit() + " (% of the start)", "0");
        return chart;
    }

    private double share(Counts counts, IterationEntry entry, String part) {
        Map<String, Integer> start = counts.of().apply(history.start().entry().winner());
        return 100.0 * counts.of().apply(entry.winner()).getOrDefault(part, start.get(part)) / start.get(part);
    }
}
