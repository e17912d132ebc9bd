package org.bitadapt.jobs.picture;

import java.awt.Font;
import java.awt.Paint;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.bitadapt.jobs.result.EvaluationResult;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.TextAnchor;

/**
 * A confusion matrix: true classes downwards, predicted ones to the right, coloured by the share of the true class.
 *
 * <p>With few classes every block shows its count and share, with more classes only the share, and with many classes no
 * number. Very many classes are numbered instead of named.
 */
final class ConfusionChart {

    private static final int MOST_WITH_COUNTS = 16;
    private static final int MOST_WITH_SHARES = 40;
    private static final int MOST_WITH_NAMES = 100;
    private static final int FRAME = 170;
    private static final int LONGEST_NAME = 18;

    private final EvaluationResult result;

    ConfusionChart(EvaluationResult result) {
        this.result = result;
    }

    /** The picture's width and height in pixels; blocks are about square. */
    int side() {
        int classes = result.classes();
        if (classes <= MOST_WITH_COUNTS) {
            return Math.max(420, FRAME + 52 * classes);
        }
        return classes <= MOST_WITH_SHARES ? FRAME + 24 * classes : 1130;
    }

    JFreeChart draw(Theme theme) {
        Ramp ramp = new Ramp(theme.ramp(), 100);
        ValueAxis columns = axis(theme, "predicted class");
        columns.setVerticalTickLabels(result.classes() <= MOST_WITH_NAMES);
        XYPlot plot = new HeatMap(blocks()).plot(theme, columns, axis(theme, "true class"), ramp);
        if (result.classes() <= MOST_WITH_SHARES) {
            forEachBlock((label, prediction) -> number(plot, ramp, label, prediction));
        }
        JFreeChart chart = theme.chart("Confusion matrix", plot);
        HeatMap.legend(theme, chart, ramp, "share of the true class (%)", "0");
        return chart;
    }

    private ValueAxis axis(Theme theme, String title) {
        int classes = result.classes();
        if (classes > MOST_WITH_NAMES) {
            NumberAxis numbers = theme.axis(title + " (number)", "0");
            numbers.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
            numbers.setRange(-0.5, classes - 0.5);
            return numbers;
        }
        List<String> names = result.classNames().stream()
                .map(name -> DisplayText.shortened(name, LONGEST_NAME))
                .toList();
        ValueAxis axis = theme.symbols(title, names);
        if (classes > MOST_WITH_SHARES) {
            axis.setTickLabelFont(Theme.TICK.deriveFont(8f));
        }
        return axis;
    }

    private interface Block {
        void at(int label, int prediction);
    }

    private void forEachBlock(Block action) {
        IntStream.range(0, result.classes())
                .forEach(label ->
                        IntStream.range(0, result.classes()).forEach(prediction -> action.at(label, prediction)));
    }

    private double[][] blocks() {
        int classes = result.classes();
        double[][] blocks = new double[3][classes * classes];
        forEachBlock((label, prediction) -> {
            int block = label * classes + prediction;
            blocks[0][block] = prediction;
            blocks[1][block] = label;
            blocks[2][block] = percent(label, prediction);
        });
        return blocks;
    }

    private void number(XYPlot plot, Ramp ramp, int label, int prediction) {
        if (result.count(label, prediction) == 0) {
            return;
        }
        double percent = percent(label, prediction);
        Paint paint = ramp.textOn(percent);
        if (result.classes() <= MOST_WITH_COUNTS) {
            String count = DisplayText.count(result.count(label, prediction));
            write(plot, paint, label - 0.14, prediction, count, Theme.TICK.deriveFont(Font.BOLD));
            String share = String.format(Locale.ROOT, "%.1f %%", percent);
            write(plot, paint, label + 0.2, prediction, share, Theme.TICK.deriveFont(9.5f));
        } else {
            String share = percent < 0.5 ? "<1" : String.format(Locale.ROOT, "%.0f", percent);
            write(plot, paint, label, prediction, share, Theme.TICK.deriveFont(9f));
        }
    }

    private static void write(XYPlot plot, Paint paint, double row, int column, String text, Font font) {
        XYTextAnnotation annotation = new XYTextAnnotation(text, column, row);
        annotation.setFont(font);
        annotation.setPaint(paint);
        annotation.setTextAnchor(TextAnchor.CENTER);
        plot.addAnnotation(annotation, false);
    }

    private double percent(int label, int prediction) {
        long records = result.recordsOf(label);
        return records == 0 ? 0 : 100.0 * result.count(label, prediction) / records;
    }
}
