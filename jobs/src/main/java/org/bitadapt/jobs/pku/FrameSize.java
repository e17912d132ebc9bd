package org.bitadapt.jobs.pku;

import java.io.Serializable;

/**
 * The size of a photograph.
 *
 * @param width pixels, 16..20000
 * @param height pixels, 16..20000
 */
public record FrameSize(int width, int height) implements Serializable {

    /** That of all published photographs. */
    public static final FrameSize PUBLISHED = new FrameSize(3384, 2710);

    public FrameSize {
        if (width < 16 || height < 16 || width > 20_000 || height > 20_000) {
            throw new IllegalArgumentException(
                    "Invalid photograph size: " + width + "x" + height + " (must be 16..20000 each)");
        }
    }

    /** Reads what {@link #toString} writes. */
    public static FrameSize parse(String text) {
        if (!text.matches("\\d{1,6}x\\d{1,6}")) {
            throw new IllegalArgumentException(
                    "Invalid photograph size: " + text + " (must be WIDTHxHEIGHT, such as " + PUBLISHED + ")");
        }
        String[] sides = text.split("x");
        return new FrameSize(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
