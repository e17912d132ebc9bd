package org.bitadapt.jobs.benchmark;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.bitadapt.jobs.pku.PixelBox;

/**
 * The peer of preprocess: makes the same crops by the JDK's classes in their plain use, {@code ImageIO.read} of
 * photograph and mask and {@code Graphics2D.drawImage} of every square. The peer does not look at the mask's pixels, to
 * its advantage.
 */
final class PlainImageIo {

    private final int side;

    PlainImageIo(int side) {
        this.side = side;
        ImageIO.setUseCache(false);
    }

    /**
     * Cuts the squares of a photograph out.
     *
     * @return the sum of a byte of each crop, so that the JVM cannot leave any of the work out
     */
    int cut(Photograph photograph) {
        BufferedImage image = decoded(photograph.image());
        int sum = photograph.mask().map(mask -> decoded(mask).getHeight()).orElse(0);
        for (PixelBox square : photograph.squares()) {
            sum += crop(image, square).getRGB(side / 2, side / 2) & 0xff;
        }
        return sum;
    }

    private static BufferedImage decoded(byte[] file) {
        try {
            return ImageIO.read(new ByteArrayInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory does not fail", e);
        }
    }

    private BufferedImage crop(BufferedImage image, PixelBox square) {
        BufferedImage crop = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = crop.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(
                image,
                0,
                0,
                side,
                side,
                (int) square.left(),
                (int) square.top(),
                (int) square.right(),
                (int) square.bottom(),
                null);
        graphics.dispose();
        return crop;
    }
}
