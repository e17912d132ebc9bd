package org.bitadapt.jobs.picture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.bitadapt.netadapt.energy.EnergyUse;
import org.bitadapt.netadapt.energy.LayerEnergy;
import org.bitadapt.netadapt.energy.NetworkEnergy;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/** Where the modelled energy of each layer goes: a stack for the network before a search, and one for it after. */
final class EnergyChart {

    private static final double PICOJOULES_PER_MICROJOULE = 1e6;
    private static final double THICKNESS = 0.36;
    private static final double GAP = 0.04;
    private static final int ROW_HEIGHT = 30;
    private static final int REST_HEIGHT = 130;

    private static final Map<String, ToDoubleFunction<EnergyUse>> PARTS = parts();

    private final NetworkEnergy before;
    private final NetworkEnergy after;
    private final List<String> layers;

    EnergyChart(NetworkEnergy before, NetworkEnergy after) {
        this.before = before;
        this.after = after;
        this.layers = before.layers().stream().map(LayerEnergy::name).toList();
    }

    private static Map<String, ToDoubleFunction<EnergyUse>> parts() {
        Map<String, ToDoubleFunction<EnergyUse>> parts = new LinkedHashMap<>();
        parts.put("compute", EnergyUse::compute);
        parts.put("registers", EnergyUse::register);
        parts.put("array and network", use -> use.array() + use.network());
        parts.put("buffer", EnergyUse::buffer);
        parts.put("DRAM", EnergyUse::dram);
        parts.put("static", EnergyUse::standing);
        return parts;
    }

    Picture picture() {
        return new Picture(
                "energy.png",
                "Energy of each layer on the modelled accelerator " + before.hardware()
                        + ", before and after the search",
                "Of each pair of bars the upper one is the start, the lower one the network now. Modelled, not measured.",
                Pictures.COLUMN + 160,
                REST_HEIGHT + ROW_HEIGHT * layers.size(),
                this::chart);
    }

    private JFreeChart chart(Theme theme) {
        XYIntervalSeriesCollection bars = new XYIntervalSeriesCollection();
        PARTS.keySet().forEach(part -> bars.addSeries(new XYIntervalSeries(part, false, true)));
        stack(bars, before, GAP / 2 + THICKNESS / 2);
        stack(bars, after, -GAP / 2 - THICKNESS / 2);
        List<String> upwards = new ArrayList<>();
        layers.forEach(layer -> upwards.add(0, DisplayText.shortened(layer, 28)));
        SymbolAxis rows = theme.symbols(null, upwards);
        NumberAxis energy = theme.axis("energy of one image (µJ)", "#,##0.##");
        XYPlot plot = theme.plot(rows, energy);
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setDataset(bars);
        plot.setRenderer(renderer(theme));
        JFreeChart chart = theme.chart("Energy of each layer on " + before.hardware(), plot);
        theme.legend(chart, plot);
        return chart;
    }

    private static XYBarRenderer renderer(Theme theme) {
        XYBarRenderer renderer = new XYBarRenderer();
        renderer.setUseYInterval(true);
        renderer.setBarPainter(new StandardXYBarPainter());
        renderer.setShadowVisible(false);
        for (int part = 0; part < PARTS.size(); part++) {
            renderer.setSeriesPaint(part, theme.series(part));
        }
        return renderer;
    }

    private void stack(XYIntervalSeriesCollection bars, NetworkEnergy network, double offset) {
        Map<String, EnergyUse> uses = new HashMap<>();
        network.layers().forEach(layer -> uses.put(layer.name(), layer.energy()));
        for (int row = 0; row < layers.size(); row++) {
            EnergyUse use = uses.getOrDefault(layers.get(row), EnergyUse.NONE);
            double middle = layers.size() - 1 - row + offset;
            double from = 0;
            int part = 0;
            for (ToDoubleFunction<EnergyUse> amount : PARTS.values()) {
                double to = from + amount.applyAsDouble(use) / PICOJOULES_PER_MICROJOULE;
                bars.getSeries(part++).add(middle, middle - THICKNESS / 2, middle + THICKNESS / 2, to, from, to);
                from = to;
            }
        }
    }
}
