package org.bitadapt.jobs.picture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import org.bitadapt.jobs.netadapt.history.IterationEntry;
import org.bitadapt.jobs.netadapt.history.SearchHistory;
import org.bitadapt.netadapt.energy.NetworkEnergy;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Charts of the accuracy on held-out images, with a line per search: over the share of the resource that is left, and
 * over the modelled energy, whatever each search saves.
 */
final class TradeOffChart {

    private final Map<String, SearchHistory> searches;

    /**
     * @param searches the searches by name, at least one
     */
    TradeOffChart(Map<String, SearchHistory> searches) {
        this.searches = new LinkedHashMap<>(searches);
        if (searches.isEmpty()) {
            throw new IllegalArgumentException("Missing searches (must be at least one)");
        }
    }

    /** The chart over each search's own resource, and that over energy where all searches model one accelerator. */
    List<Picture> pictures() {
        List<Picture> pictures = new ArrayList<>();
        pictures.add(new Picture(
                "trade-off.png",
                "Accuracy of the winners of " + String.join(", ", searches.keySet())
                        + " over the resource that is left",
                "Winners of all iterations, after their short tuning.",
                Pictures.COLUMN + 160,
                380,
                this::overResource));
        hardware()
                .ifPresent(hardware -> pictures.add(new Picture(
                        "energy-trade-off.png",
                        "Accuracy of the winners of " + String.join(", ", searches.keySet())
                                + " over their energy on the modelled accelerator " + hardware,
                        "Winners of all iterations, after their short tuning, whatever the search saved.",
                        Pictures.COLUMN + 160,
                        380,
                        theme -> overEnergy(theme, hardware))));
        return pictures;
    }

    /** The accelerator of all searches, if it is one. */
    private Optional<String> hardware() {
        Set<String> names = new HashSet<>();
        for (SearchHistory history : searches.values()) {
            NetworkEnergy accelerator = history.start().entry().winner().accelerator();
            if (accelerator == null) {
                return Optional.empty();
            }
            names.add(accelerator.hardware());
        }
        return names.size() == 1 ? names.stream().findFirst() : Optional.empty();
    }

    private JFreeChart overResource(Theme theme) {
        return draw(
                theme,
                "Accuracy against resource",
                theme.axis("resource left (% of the start)", "0.#"),
                (history, entry) -> 100
                        * entry.winner().resource()
                        / history.start().entry().winner().resource());
    }

    private JFreeChart overEnergy(Theme theme, String hardware) {
        return draw(
                theme,
                "Accuracy against energy on " + hardware,
                theme.axis("energy of one image (µJ)", "#,##0.##"),
                (history, entry) -> entry.winner().energyMicrojoules());
    }

    private JFreeChart draw(
            Theme theme, String title, NumberAxis resource, ToDoubleBiFunction<SearchHistory, IterationEntry> amount) {
        XYSeriesCollection lines = new XYSeriesCollection();
        searches.forEach((name, history) -> {
            XYSeries line =
                    new XYSeries(name + " (" + history.start().resource().toLowerCase(Locale.ROOT) + ")", false);
            history.entries().forEach(entry -> line.add(amount.applyAsDouble(history, entry), 100 * entry.accuracy()));
            lines.addSeries(line);
        });
        resource.setAutoRangeIncludesZero(false);
        resource.setInverted(true);
        NumberAxis accuracy = theme.axis("held-out accuracy (%)", "0.##");
        accuracy.setAutoRangeIncludesZero(false);
        accuracy.setAutoRangeMinimumSize(2);
        XYPlot plot = theme.plot(resource, accuracy);
        plot.setDataset(lines);
        plot.setRenderer(EpochCharts.lineRenderer(theme, lines));
        JFreeChart chart = theme.chart(title, plot);
        theme.legend(chart, plot);
        return chart;
    }
}
