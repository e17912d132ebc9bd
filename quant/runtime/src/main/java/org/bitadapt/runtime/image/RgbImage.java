package org.bitadapt.runtime.image;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/**
 * A picture in red, green and blue.
 *
 * @param pixels {@code [y][x][channel]}, unsigned 8 bit; shared
 */
@SuppressWarnings("ArrayRecordComponent") // large, and never compared
public record RgbImage(int width, int height, byte[] pixels) {

    /** The share of red in grey, in parts of 65,536, by CCIR 601 as in Pillow. */
    private static final int RED_PARTS = 19_595;

    private static final int GREEN_PARTS = 38_470;
    private static final int BLUE_PARTS = 7_471;
    private static final int HALF = 1 << 15;

    /** Checks the sizes. */
    public RgbImage {
        if (width < 1 || height < 1 || pixels.length != 3L * width * height) {
            throw new IllegalArgumentException("Invalid image: " + pixels.length + " bytes for " + width + " x "
                    + height + " pixels (must be three a pixel)");
        }
    }

    /**
     * The picture in another shape.
     *
     * <p>The picture is halved as long as it is more than twice too large, which averages all pixels, and then scaled
     * bicubically. A picture that has the shape already stays as it is.
     */
    public RgbImage fit(int shapeWidth, int shapeHeight, Fit fit) {
        if (width == shapeWidth && height == shapeHeight) {
            return this;
        }
        Region part = fit.part(width, height, shapeWidth, shapeHeight);
        Region place = fit.place(width, height, shapeWidth, shapeHeight);
        BufferedImage image = picture().getSubimage(part.x(), part.y(), part.width(), part.height());
        while (image.getWidth() > 2 * place.width() || image.getHeight() > 2 * place.height()) {
            int across = halved(image.getWidth(), place.width());
            int down = halved(image.getHeight(), place.height());
            image = draw(image, Region.all(across, down), across, down, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        }
        return of(draw(image, place, shapeWidth, shapeHeight, RenderingHints.VALUE_INTERPOLATION_BICUBIC));
    }

    /** Half of a length if it is more than twice the wanted length, else the length itself. */
    private static int halved(int length, int wanted) {
        return length > 2 * wanted ? (length + 1) / 2 : length;
    }

    /**
     * A level of a pixel with opacity as it is seen on black: {@code level * alpha / 255}, rounded.
     *
     * @param level the level, unsigned 8 bit
     * @param alpha the opacity, from 0 (clear) to 255 (opaque)
     */
    public static byte onBlack(byte level, int alpha) {
        return alpha == 255 ? level : (byte) Colours.share(level & 0xff, alpha);
    }

    /** Luminance, {@code [y][x]}, unsigned 8 bit; a grey picture keeps its values. */
    public byte[] grey() {
        byte[] grey = new byte[width * height];
        for (int i = 0; i < grey.length; i++) {
            int sum = RED_PARTS * (pixels[3 * i] & 0xff)
                    + GREEN_PARTS * (pixels[3 * i + 1] & 0xff)
                    + BLUE_PARTS * (pixels[3 * i + 2] & 0xff);
            grey[i] = (byte) ((sum + HALF) >> 16);
        }
        return grey;
    }

    private BufferedImage picture() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] codes = codes(image);
        for (int i = 0; i < codes.length; i++) {
            codes[i] = Colours.rgb(pixels[3 * i] & 0xff, pixels[3 * i + 1] & 0xff, pixels[3 * i + 2] & 0xff);
        }
        return image;
    }

    private static RgbImage of(BufferedImage image) {
        int[] codes = codes(image);
        byte[] pixels = new byte[3 * codes.length];
        for (int i = 0; i < codes.length; i++) {
            pixels[3 * i] = (byte) (codes[i] >> 16);
            pixels[3 * i + 1] = (byte) (codes[i] >> 8);
            pixels[3 * i + 2] = (byte) codes[i];
        }
        return new RgbImage(image.getWidth(), image.getHeight(), pixels);
    }

    private static int[] codes(BufferedImage image) {
        return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    }

    /** The image drawn at a place on black. */
    private static BufferedImage draw(BufferedImage image, Region place, int width, int height, Object interpolation) {
        BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = result.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, interpolation);
            graphics.drawImage(image, place.x(), place.y(), place.width(), place.height(), null);
        } finally {
            graphics.dispose();
        }
        return result;
    }
}
