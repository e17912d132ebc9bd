package org.bitadapt.runtime.image;

/**
 * Turns samples of 0..255 into red, green and blue of 0..255, packed as {@code 0xRRGGBB}.
 *
 * <p>Numbers are rounded as in libjpeg and Pillow, so that pixels equal theirs.
 */
final class Colours {

    private static final int HALF = 1 << 15;
    // The factors of CCIR 601, as JFIF asks, with 16 bits behind the point.
    private static final int RED_OF_CR = fixed(1.402);
    private static final int GREEN_OF_CB = fixed(0.34414);
    private static final int GREEN_OF_CR = fixed(0.71414);
    private static final int BLUE_OF_CB = fixed(1.772);
    private static final int CENTRE = 128;

    private Colours() {}

    private static int fixed(double factor) {
        return (int) (factor * 65536 + 0.5);
    }

    static int grey(int value) {
        return value * 0x010101;
    }

    static int rgb(int red, int green, int blue) {
        return (red << 16) | (green << 8) | blue;
    }

    /** A colour on black: every channel times {@code alpha / 255}, rounded. */
    static int onBlack(int rgb, int alpha) {
        if (alpha == 255) {
            return rgb;
        }
        return rgb(share((rgb >> 16) & 0xff, alpha), share((rgb >> 8) & 0xff, alpha), share(rgb & 0xff, alpha));
    }

    /** The colour of JPEG's luminance and colour differences. */
    static int ofYcc(int y, int cb, int cr) {
        int blueness = cb - CENTRE;
        int redness = cr - CENTRE;
        int red = y + ((RED_OF_CR * redness + HALF) >> 16);
        int green = y + ((HALF - GREEN_OF_CB * blueness - GREEN_OF_CR * redness) >> 16);
        int blue = y + ((BLUE_OF_CB * blueness + HALF) >> 16);
        return rgb(clamp(red), clamp(green), clamp(blue));
    }

    /**
     * The colour of four inks as Adobe's programs, and with them all others, store them in JPEG files: 255 is no ink.
     */
    static int ofInvertedCmyk(int cyan, int magenta, int yellow, int black) {
        return rgb(print(cyan, black), print(magenta, black), print(yellow, black));
    }

    private static int print(int inverted, int black) {
        return black - share(255 - inverted, black);
    }

    /** {@code a * b / 255}, rounded. */
    static int share(int a, int b) {
        return (a * b + 127) / 255;
    }

    private static int clamp(int value) {
        return Math.max(0, Math.min(255, value));
    }
}
