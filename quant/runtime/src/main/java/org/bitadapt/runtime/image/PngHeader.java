package org.bitadapt.runtime.image;

/**
 * What the header of a PNG file says of the pixels.
 *
 * @param depth bits per sample
 * @param colour type of the samples
 * @param isInterlaced whether pixels come in the seven passes of Adam7
 */
record PngHeader(int width, int height, int depth, Colour colour, boolean isInterlaced) {

    /** PNG's colour types. */
    enum Colour {
        GREY(0, 1, "1, 2, 4, 8 or 16"),
        RGB(2, 3, "8 or 16"),
        PALETTE(3, 1, "1, 2, 4 or 8"),
        GREY_ALPHA(4, 2, "8 or 16"),
        RGB_ALPHA(6, 4, "8 or 16");

        private final int code;
        private final int samples;
        private final String depths;

        Colour(int code, int samples, String depths) {
            this.code = code;
            this.samples = samples;
            this.depths = depths;
        }

        /** The number of samples of a pixel. */
        int samples() {
            return samples;
        }

        /** Whether the last sample is opacity. */
        boolean hasAlpha() {
            return this == GREY_ALPHA || this == RGB_ALPHA;
        }

        private boolean hasDepth(int depth) {
            return depths.matches(".*\\b" + depth + "\\b.*");
        }
    }

    private static final int BYTES = 13;

    /** Reads the chunk {@code IHDR}. */
    static PngHeader of(Bytes chunk) throws InvalidImageException {
        if (chunk.length() != BYTES) {
            throw new InvalidImageException("a header of " + chunk.length() + " bytes");
        }
        int width = chunk.number(0);
        int height = chunk.number(4);
        if (width < 1 || height < 1) {
            throw new InvalidImageException("a header without a size");
        }
        Colour colour = colour(chunk.at(9));
        int depth = chunk.at(8);
        if (!colour.hasDepth(depth)) {
            throw new InvalidImageException("samples of " + depth + " bits, not of " + colour.depths);
        }
        if (chunk.at(10) != 0 || chunk.at(11) != 0 || chunk.at(12) > 1) {
            throw new InvalidImageException("a method that PNG does not have");
        }
        return new PngHeader(width, height, depth, colour, chunk.at(12) == 1);
    }

    private static Colour colour(int code) throws InvalidImageException {
        for (Colour colour : Colour.values()) {
            if (colour.code == code) {
                return colour;
            }
        }
        throw new InvalidImageException("a colour type that PNG does not have: " + code);
    }

    /** The bytes of a row of the given number of pixels, at most 8 a pixel. */
    long rowBytes(int pixels) {
        return ((long) pixels * depth * colour.samples() + Byte.SIZE - 1) / Byte.SIZE;
    }

    /** The distance, in bytes, of the byte that a filter calls left. */
    int filterDistance() {
        return Math.max(1, depth * colour.samples() / Byte.SIZE);
    }
}
