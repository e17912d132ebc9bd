package org.bitadapt.jobs.analysis;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.DecodedShard;
import org.bitadapt.jobs.dataset.Shard;
import org.bitadapt.jobs.dataset.ShardReader;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.picture.HtmlText;

/** Some images of every class of a split. */
final class Samples {

    /** Smaller images are shown larger, in whole pixels. */
    private static final int SHOWN_PIXELS = 64;

    private Samples() {}

    /**
     * One image of a class.
     *
     * @param label the label of the image's class
     * @param dataUri the image as PNG
     * @param width the width in pixels
     * @param height the height in pixels
     */
    record Image(int label, String className, String id, String dataUri, int width, int height) {}

    /** The first {@code perClass} images of each class in the order of the shards, sorted by class. */
    static List<Image> of(Dataset dataset, Split split, int perClass, Configuration hadoop) throws IOException {
        List<Long> counts = dataset.manifest().split(split).recordsPerClass();
        long wanted =
                counts.stream().mapToLong(count -> Math.min(count, perClass)).sum();
        ShardReader reader = new ShardReader(dataset, hadoop);
        List<Image> images = new ArrayList<>();
        int[] found = new int[counts.size()];
        for (Shard shard : dataset.shards(split)) {
            if (images.size() == wanted) {
                break;
            }
            DecodedShard decoded = reader.read(shard);
            for (int row = 0; row < decoded.records(); row++) {
                if (found[decoded.label(row)] < perClass) {
                    found[decoded.label(row)]++;
                    images.add(image(dataset, decoded, row));
                }
            }
        }
        images.sort(Comparator.comparingInt(Image::label));
        return images;
    }

    private static Image image(Dataset dataset, DecodedShard shard, int row) throws IOException {
        Shape shape = shard.image();
        byte[] pixels = new byte[shape.size()];
        shard.copyImage(row, ByteBuffer.wrap(pixels));
        return new Image(
                shard.label(row),
                dataset.manifest().classes().get(shard.label(row)),
                shard.id(row),
                "data:image/png;base64," + Base64.getEncoder().encodeToString(png(pixels, shape)),
                shape.width(),
                shape.height());
    }

    private static byte[] png(byte[] pixels, Shape shape) throws IOException {
        BufferedImage image = new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_INT_RGB);
        int last = shape.channels() - 1;
        for (int i = 0; i < shape.width() * shape.height(); i++) {
            int at = i * shape.channels();
            // In a gray image red, green and blue are the same byte.
            int red = pixels[at] & 0xff;
            int green = pixels[at + last / 2] & 0xff;
            int blue = pixels[at + last] & 0xff;
            image.setRGB(i % shape.width(), i / shape.width(), (red << 16) | (green << 8) | blue);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    /** The images as HTML, a line per class: the class's name, then its images. */
    static String html(List<Image> images) {
        Map<Integer, StringBuilder> lines = new TreeMap<>();
        for (Image image : images) {
            int scale = Math.max(1, Math.round((float) SHOWN_PIXELS / Math.max(image.width(), image.height())));
            lines.computeIfAbsent(image.label(), label -> line(image.className()))
                    .append(String.format(
                            Locale.ROOT,
                            "<img src=\"%s\" alt=\"%s\" title=\"%s\" width=\"%d\" height=\"%d\" style=\"%s\">",
                            image.dataUri(),
                            HtmlText.escaped(image.className()),
                            HtmlText.escaped(image.id()),
                            scale * image.width(),
                            scale * image.height(),
                            "image-rendering: pixelated; margin: 1px"));
        }
        StringBuilder html = new StringBuilder("<table>\n");
        lines.values().forEach(line -> html.append(line).append("</td></tr>\n"));
        return html.append("</table>\n").toString();
    }

    private static StringBuilder line(String name) {
        return new StringBuilder("<tr><th style=\"text-align: right; padding: 0 1em\">")
                .append(HtmlText.escaped(name))
                .append("</th><td>");
    }
}
