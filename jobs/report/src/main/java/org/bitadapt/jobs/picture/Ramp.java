package org.bitadapt.jobs.picture;

import java.awt.Color;
import java.awt.Paint;
import java.util.List;
import org.jfree.chart.renderer.PaintScale;

/**
 * Colours for 0 to a largest value, by the square root: small values matter (a few per cent of confusions, a few
 * thousandths of flips), and on a linear scale they would all look like 0.
 *
 * @param colors the colours from 0 to the largest value, at least two
 * @param largest the largest value, above 0
 */
record Ramp(List<Color> colors, double largest) implements PaintScale {

    private static final double DARKEST_FOR_DARK_TEXT = 140;

    @Override
    public double getLowerBound() {
        return 0;
    }

    @Override
    public double getUpperBound() {
        return largest;
    }

    @Override
    public Paint getPaint(double value) {
        return color(value);
    }

    Color color(double value) {
        double place = Math.sqrt(Math.max(0, Math.min(1, value / largest))) * (colors.size() - 1);
        int below = Math.min((int) place, colors.size() - 2);
        return mixed(colors.get(below), colors.get(below + 1), place - below);
    }

    /** Black or white, whichever is readable on the colour of {@code value}. */
    Color textOn(double value) {
        Color color = color(value);
        double brightness = 0.299 * color.getRed() + 0.587 * color.getGreen() + 0.114 * color.getBlue();
        return brightness > DARKEST_FOR_DARK_TEXT ? new Color(0x1f2933) : Color.WHITE;
    }

    private static Color mixed(Color from, Color to, double share) {
        return new Color(
                mixed(from.getRed(), to.getRed(), share),
                mixed(from.getGreen(), to.getGreen(), share),
                mixed(from.getBlue(), to.getBlue(), share));
    }

    private static int mixed(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }
}
