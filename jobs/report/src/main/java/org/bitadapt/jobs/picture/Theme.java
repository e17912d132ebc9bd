package org.bitadapt.jobs.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItemSource;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/**
 * The look of all pictures: colours that every kind of colour vision tells apart, fonts, axes and legends.
 *
 * @param background the background of the chart
 * @param text the colour of titles and of whatever must stand out
 * @param muted the colour of axes
 * @param grid the colour of lines and shades behind the data
 * @param palette the colours of series, in the order of use
 * @param ramp the colours from the smallest to the largest value, in a perceptual order
 */
public record Theme(Color background, Color text, Color muted, Color grid, List<Color> palette, List<Color> ramp) {

    /** The theme for paper, files and light pages. */
    public static final Theme LIGHT = new Theme(
            new Color(0xffffff),
            new Color(0x1f2933),
            new Color(0x616e7c),
            new Color(0xe4e7eb),
            colors(0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xb8860b, 0x56b4e9),
            colors(0xf4f8fb, 0xc3ddee, 0x6baed6, 0x2171b5, 0x08306b));

    /** The theme for dark pages. */
    public static final Theme DARK = new Theme(
            new Color(0x161b22),
            new Color(0xe6edf3),
            new Color(0x9aa7b4),
            new Color(0x2d3540),
            colors(0x56b4e9, 0xf28e5b, 0x3ecf9e, 0xe29bc2, 0xf0e442, 0x9ecae1),
            colors(0x1b2430, 0x1d4468, 0x2b7bb9, 0x7cc0ea, 0xe8f5ff));

    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 14);
    static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    private static final DecimalFormatSymbols SYMBOLS = symbols();

    private static List<Color> colors(int... rgb) {
        return IntStream.of(rgb).mapToObj(Color::new).toList();
    }

    private static DecimalFormatSymbols symbols() {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
        symbols.setMinusSign('−');
        return symbols;
    }

    /** The colour of a series; series beyond the palette start again with its first colour. */
    public Color series(int index) {
        return palette.get(index % palette.size());
    }

    /** A line of a width in pixels. */
    static BasicStroke line(float width) {
        return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }

    /** A dashed line of a width in pixels. */
    static BasicStroke dashes(float width) {
        return new BasicStroke(
                width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {4 * width, 3 * width}, 0);
    }

    /** A format of numbers by a pattern of {@link DecimalFormat}, the same in every country. */
    static NumberFormat numbers(String pattern) {
        return new DecimalFormat(pattern, SYMBOLS);
    }

    /** An axis of numbers. */
    NumberAxis axis(String title, String pattern) {
        NumberAxis axis = dressed(new NumberAxis(title));
        axis.setNumberFormatOverride(numbers(pattern));
        return axis;
    }

    /** An axis of names at 0, 1, 2 ... */
    SymbolAxis symbols(String title, List<String> names) {
        SymbolAxis axis = dressed(new SymbolAxis(title, names.toArray(String[]::new)));
        axis.setGridBandsVisible(false);
        axis.setRange(-0.5, names.size() - 0.5);
        return axis;
    }

    private <A extends ValueAxis> A dressed(A axis) {
        axis.setLabelFont(LABEL);
        axis.setTickLabelFont(TICK);
        axis.setLabelPaint(muted());
        axis.setTickLabelPaint(muted());
        axis.setAxisLineVisible(false);
        axis.setTickMarksVisible(false);
        axis.setLabelInsets(new RectangleInsets(3, 3, 3, 3));
        return axis;
    }

    /** A plot with horizontal grid lines only. */
    XYPlot plot(ValueAxis domain, ValueAxis range) {
        XYPlot plot = new XYPlot(null, domain, range, null);
        plot.setBackgroundPaint(background());
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(grid());
        plot.setRangeGridlineStroke(line(1));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        return plot;
    }

    /** A chart without a legend. */
    JFreeChart chart(String title, Plot plot) {
        JFreeChart chart = new JFreeChart(null, TITLE, plot, false);
        TextTitle heading = new TextTitle(title, TITLE);
        heading.setPaint(text());
        heading.setHorizontalAlignment(HorizontalAlignment.LEFT);
        heading.setMargin(0, 6, 4, 0);
        chart.setTitle(heading);
        chart.setBackgroundPaint(background());
        chart.setPadding(new RectangleInsets(10, 6, 6, 14));
        return chart;
    }

    /** Adds a legend of the source's series under the title. */
    void legend(JFreeChart chart, LegendItemSource source) {
        LegendTitle legend = new LegendTitle(source);
        legend.setPosition(RectangleEdge.TOP);
        legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
        legend.setItemFont(TICK);
        legend.setItemPaint(text());
        legend.setBackgroundPaint(background());
        legend.setFrame(BlockBorder.NONE);
        legend.setMargin(0, 0, 4, 0);
        chart.addLegend(legend);
    }
}
