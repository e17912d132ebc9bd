package org.bitadapt.jobs.picture;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.bitadapt.jobs.netadapt.history.IterationEntry;
import org.bitadapt.jobs.netadapt.history.SearchHistory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** A chart of the accuracy on held-out images over the share of the resource that is left, with a line per search. */
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

    Picture picture() {
        return new Picture(
                "trade-off.png",
                "Accuracy of the winners of " + String.join(", ", searches.keySet())
                        + " over the resource that is left",
                "Winners of all iterations, after their short tuning.",
                Pictures.COLUMN + 160,
                380,
                this::draw);
    }

    private JFreeChart draw(Theme theme) {
        XYSeriesCollection lines = new XYSeriesCollection();
        searches.forEach((name, history) -> lines.addSeries(line(name, history)));
        NumberAxis resource = theme.axis("resource left (% of the start)", "0.#");
        resource.setAutoRangeIncludesZero(false);
        resource.setInverted(true);
        NumberAxis accuracy = theme.axis("held-out accuracy (%)", "0.##");
        accuracy.setAutoRangeIncludesZero(false);
        accuracy.setAutoRangeMinimumSize(2);
        XYPlot plot = theme.plot(resource, accuracy);
        plot.setDataset(lines);
        plot.setRenderer(EpochCharts.lineRenderer(theme, lines));
        JFreeChart chart = theme.chart("Accuracy against resource", plot);
        theme.legend(chart, plot);
        return chart;
    }

    private static XYSeries line(String name, SearchHistory history) {
        double start = history.start().entry().winner().resource();
        XYSeries line = new XYSeries(name + " (" + history.start().resource().toLowerCase(Locale.ROOT) + ")", false);
        for (IterationEntry entry : history.entries()) {
            line.add(100 * entry.winner().resource() / start, 100 * entry.accuracy());
        }
        return line;
    }
}
