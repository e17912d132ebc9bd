package org.bitadapt.jobs.picture;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultXYZDataset;

/** Coloured blocks of side 1 on two axes. */
final class HeatMap {

    private final double[][] blocks;

    /**
     * @param blocks the x, y and value of every block, [3][blocks]; not copied
     */
    HeatMap(double[][] blocks) {
        this.blocks = blocks;
    }

    /** The plot of the blocks; the range axis runs downwards, as rows do. */
    XYPlot plot(Theme theme, ValueAxis columns, ValueAxis rows, Ramp ramp) {
        DefaultXYZDataset dataset = new DefaultXYZDataset();
        dataset.addSeries("blocks", blocks);
        XYBlockRenderer renderer = new XYBlockRenderer();
        renderer.setPaintScale(ramp);
        rows.setInverted(true);
        XYPlot plot = theme.plot(columns, rows);
        plot.setRangeGridlinesVisible(false);
        plot.setDataset(dataset);
        plot.setRenderer(renderer);
        return plot;
    }

    /** Adds a strip that shows the values of the colours. */
    static void legend(Theme theme, JFreeChart chart, Ramp ramp, String title, String pattern) {
        NumberAxis axis = theme.axis(title, pattern);
        axis.setRange(0, ramp.largest());
        PaintScaleLegend strip = new PaintScaleLegend(ramp, axis);
        strip.setPosition(RectangleEdge.BOTTOM);
        strip.setStripWidth(10);
        strip.setSubdivisionCount(200);
        strip.setStripOutlineVisible(false);
        strip.setBackgroundPaint(theme.background());
        strip.setMargin(new RectangleInsets(8, 60, 0, 20));
        chart.addSubtitle(strip);
    }
}
