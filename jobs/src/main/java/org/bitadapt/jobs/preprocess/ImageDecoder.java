package org.bitadapt.jobs.preprocess;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * PNG and JPEG files to square RGB images: the largest centred square, scaled.
 *
 * <p>Images are halved as long as they are more than twice too large, which averages all pixels, then scaled bicubically.
 * Transparent pixels are black.
 */
public final class ImageDecoder implements Serializable {

    private static final long serialVersionUID = 1;

    private static final Set<String> FORMATS = Set.of("png", "jpeg");
    // A file of a few bytes can claim any size; decoding takes 4 bytes a pixel.
    private static final long MOST_PIXELS = 100_000_000;

    private final int side;

    /**
     * @param side of the result in pixels
     */
    public ImageDecoder(int side) {
        this.side = side;
    }

    /**
     * Decodes a file.
     *
     * @return {@code [y][x][channel]}, unsigned 8 bit
     * @throws IOException if it is no undamaged PNG or JPEG; the message is the reason
     */
    public byte[] decode(byte[] file) throws IOException {
        return fit(read(file));
    }

    /** The largest centred square of an image, scaled: {@code [y][x][channel]}, unsigned 8 bit. */
    public byte[] fit(BufferedImage image) {
        return bytes(scaled(square(image)));
    }

    /** All pixels of an image at its own size: {@code [y][x][channel]}, unsigned 8 bit. */
    public static byte[] pixels(BufferedImage image) {
        return bytes(
                draw(image, image.getWidth(), image.getHeight(), RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR));
    }

    /**
     * Decodes a file at its own size.
     *
     * @throws IOException if it is no undamaged PNG or JPEG; the message is the reason
     */
    public static BufferedImage read(byte[] file) throws IOException {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            ImageReader reader = readers.hasNext() ? readers.next() : null;
            if (reader == null || !FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                throw new IOException("another format");
            }
            try {
                reader.setInput(in, true, true);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                if (pixels > MOST_PIXELS) {
                    throw new IOException(pixels + " pixels are more than " + MOST_PIXELS);
                }
                return reader.read(0);
            } catch (RuntimeException e) {
                throw new IOException("damaged data", e);
            } finally {
                reader.dispose();
            }
        }
    }

    private static BufferedImage square(BufferedImage image) {
        int side = Math.min(image.getWidth(), image.getHeight());
        return image.getSubimage((image.getWidth() - side) / 2, (image.getHeight() - side) / 2, side, side);
    }

    private BufferedImage scaled(BufferedImage square) {
        BufferedImage image = square;
        while (image.getWidth() > 2 * side) {
            int half = Math.max(side, (image.getWidth() + 1) / 2);
            image = draw(image, half, half, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        }
        return draw(image, side, side, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    }

    private static BufferedImage draw(BufferedImage image, int width, int height, Object interpolation) {
        BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = result.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, interpolation);
            graphics.drawImage(image, 0, 0, width, height, null);
        } finally {
            graphics.dispose();
        }
        return result;
    }

    private static byte[] bytes(BufferedImage image) {
        int[] codes = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        byte[] bytes = new byte[3 * codes.length];
        for (int i = 0; i < codes.length; i++) {
            bytes[3 * i] = (byte) (codes[i] >> 16);
            bytes[3 * i + 1] = (byte) (codes[i] >> 8);
            bytes[3 * i + 2] = (byte) codes[i];
        }
        return bytes;
    }
}
