package org.bitadapt.runtime.image;

import java.util.Optional;
import org.bitadapt.runtime.image.PngHeader.Colour;

/**
 * The colours of a row of PNG samples, seen on black.
 *
 * <p>Samples of fewer than 8 bits are stretched to 0..255, and samples of 16 bits lose the lower eight, as in libpng
 * and Pillow. A colour that {@code tRNS} names is compared with all of its bits.
 */
final class PngColours {

    private static final int OPAQUE = 255;

    private final Colour colour;
    private final int depth;
    private final int stretch;
    /** Colours by number, seen on black; empty without a palette. */
    private final int[] palette;
    /** The samples of the transparent colour; empty if there is none. */
    private final int[] transparent;

    PngColours(PngChunks chunks) throws InvalidImageException {
        colour = chunks.header().colour();
        depth = chunks.header().depth();
        stretch = depth < Byte.SIZE ? OPAQUE / ((1 << depth) - 1) : 1;
        palette = colour == Colour.PALETTE ? palette(chunks) : new int[0];
        transparent = colour == Colour.PALETTE ? new int[0] : transparent(chunks.transparency());
    }

    private static int[] palette(PngChunks chunks) throws InvalidImageException {
        Bytes colours = chunks.palette().orElseThrow(() -> new InvalidImageException("no palette"));
        int[] palette = new int[colours.length() / 3];
        int alphas = chunks.transparency().map(Bytes::length).orElse(0);
        if (alphas > palette.length) {
            throw new InvalidImageException("transparency of more colours than the palette has");
        }
        for (int i = 0; i < palette.length; i++) {
            int rgb = Colours.rgb(colours.at(3 * i), colours.at(3 * i + 1), colours.at(3 * i + 2));
            int alpha = i < alphas ? chunks.transparency().orElseThrow().at(i) : OPAQUE;
            palette[i] = Colours.onBlack(rgb, alpha);
        }
        return palette;
    }

    private int[] transparent(Optional<Bytes> chunk) throws InvalidImageException {
        if (chunk.isEmpty()) {
            return new int[0];
        }
        if (colour.hasAlpha() || chunk.get().length() != 2 * colour.samples()) {
            throw new InvalidImageException("transparency of " + chunk.get().length() + " bytes");
        }
        int[] samples = new int[colour.samples()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = chunk.get().pair(2 * i);
        }
        return samples;
    }

    /**
     * The colour of a pixel.
     *
     * @param row the row without its filter byte
     * @param x the number of the pixel in the row
     */
    int rgb(Bytes row, int x) throws InvalidImageException {
        if (colour == Colour.PALETTE) {
            int number = sample(row, x);
            if (number >= palette.length) {
                throw new InvalidImageException("a colour that is not in the palette");
            }
            return palette[number];
        }
        int first = x * colour.samples();
        if (isTransparent(row, first)) {
            return 0;
        }
        int rgb = colour == Colour.GREY || colour == Colour.GREY_ALPHA
                ? Colours.grey(level(row, first))
                : Colours.rgb(level(row, first), level(row, first + 1), level(row, first + 2));
        return colour.hasAlpha() ? Colours.onBlack(rgb, level(row, first + colour.samples() - 1)) : rgb;
    }

    private boolean isTransparent(Bytes row, int first) {
        for (int i = 0; i < transparent.length; i++) {
            if (sample(row, first + i) != transparent[i]) {
                return false;
            }
        }
        return transparent.length > 0;
    }

    /** A sample as 0..255. */
    private int level(Bytes row, int number) {
        return depth == Short.SIZE ? row.at(2 * number) : sample(row, number) * stretch;
    }

    private int sample(Bytes row, int number) {
        if (depth == Short.SIZE) {
            return row.pair(2 * number);
        }
        if (depth == Byte.SIZE) {
            return row.at(number);
        }
        int bit = number * depth;
        return (row.at(bit >> 3) >> (Byte.SIZE - depth - (bit & 7))) & ((1 << depth) - 1);
    }
}
