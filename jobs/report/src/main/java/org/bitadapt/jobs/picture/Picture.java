package org.bitadapt.jobs.picture;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.jfree.chart.JFreeChart;

/**
 * A chart with its caption and description.
 *
 * @param file the name of the picture's PNG file
 * @param alternative a description for readers who cannot see the picture
 * @param caption one or two sentences on what the picture shows; may be empty
 * @param width the width in pixels of the page
 * @param height the height in pixels of the page
 * @param chart makes the chart in a theme
 */
public record Picture(
        String file, String alternative, String caption, int width, int height, Function<Theme, JFreeChart> chart) {

    /** The number of the PNG's pixels per pixel of the page, for sharp lines on dense screens and paper. */
    public static final int DENSITY = 2;

    /** The picture as PNG, {@link #DENSITY} times as wide and high as on the page. */
    public byte[] png(Theme theme) {
        BufferedImage image = new BufferedImage(DENSITY * width, DENSITY * height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.scale(DENSITY, DENSITY);
            chart.apply(theme).draw(graphics, new Rectangle2D.Double(0, 0, width, height));
        } finally {
            graphics.dispose();
        }
        return encoded(image);
    }

    private static byte[] encoded(BufferedImage image) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(image, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory does not fail", e);
        }
    }
}
