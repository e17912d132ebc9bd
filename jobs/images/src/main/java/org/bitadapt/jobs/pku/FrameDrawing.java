package org.bitadapt.jobs.pku;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Draws photographs, scaled down, with the projected boxes of their cars. The rows above the highest box are cut off
 * but for a margin.
 */
public final class FrameDrawing {

    private static final float LINE = 1.2f;
    private static final float FRONT_LINE = 2.4f;
    /** The margin above the highest box, as a share of the photograph's height. */
    private static final double HEADROOM = 0.06;

    private final Camera camera;
    private final FrameSize frame;
    private final int width;

    /**
     * @param frame the size of the photographs
     * @param width the width of the drawing in pixels, at most that of the photographs
     */
    public FrameDrawing(Camera camera, FrameSize frame, int width) {
        this.camera = camera;
        this.frame = frame;
        this.width = width;
    }

    /** A car and the colour of its box. */
    public record Marked(LabelledCar car, Color color) {}

    /**
     * Draws a photograph and the boxes of its cars. A box's face with the front bumper has thicker edges.
     *
     * @param photograph the photograph's JPEG file
     * @throws InvalidPhotographException if the photograph cannot be decoded, or has another size
     */
    public BufferedImage draw(byte[] photograph, List<Marked> cars) throws InvalidPhotographException {
        JpegStructure.check(photograph, frame);
        BufferedImage decoded = decoded(photograph);
        double scale = (double) width / frame.width();
        int top = (int) (scale * top(cars));
        int height = (int) Math.round(scale * frame.height());
        BufferedImage drawing = new BufferedImage(width, height - top, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = drawing.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            graphics.drawImage(decoded, 0, -top, width, height, null);
            for (Marked marked : cars) {
                graphics.setColor(marked.color());
                ProjectedBox.of(marked.car(), camera).edges().forEach(edge -> draw(graphics, edge, scale, top));
            }
        } finally {
            graphics.dispose();
        }
        return drawing;
    }

    /** The photograph, decoded as small as it can be without having to be enlarged. */
    private BufferedImage decoded(byte[] photograph) throws InvalidPhotographException {
        int reduction = JpegDecoder.reduction((double) frame.width() / width);
        try (YcbcrPlanes picture = JpegDecoder.NATIVE.decode(photograph, reduction, 0, frame.height())) {
            return rgb(picture);
        }
    }

    private double top(List<Marked> cars) {
        double highest = cars.stream()
                .mapToDouble(marked -> ProjectedBox.of(marked.car(), camera)
                        .bounds()
                        .clipped(frame)
                        .top())
                .min()
                .orElse(0);
        return Math.max(0, Math.min(highest, frame.height() / 2.0) - HEADROOM * frame.height());
    }

    private static void draw(Graphics2D graphics, ProjectedBox.Edge edge, double scale, int top) {
        graphics.setStroke(
                new BasicStroke(edge.front() ? FRONT_LINE : LINE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(new Line2D.Double(
                scale * edge.from().u(),
                scale * edge.from().v() - top,
                scale * edge.to().u(),
                scale * edge.to().v() - top));
    }

    private static BufferedImage rgb(YcbcrPlanes picture) {
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        byte[] pixel = new byte[3];
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                picture.rgb(x, y, pixel, 0);
                image.setRGB(x, y, (pixel[0] & 0xff) << 16 | (pixel[1] & 0xff) << 8 | (pixel[2] & 0xff));
            }
        }
        return image;
    }
}
