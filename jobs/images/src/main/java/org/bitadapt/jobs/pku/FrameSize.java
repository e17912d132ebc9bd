package org.bitadapt.jobs.pku;

import java.io.Serializable;

/**
 * The size of a photograph.
 *
 * @param width the width in pixels, {@value #LEAST}..{@value #MOST}
 * @param height the height in pixels, {@value #LEAST}..{@value #MOST}
 */
public record FrameSize(int width, int height) implements Serializable {

    /** The size of all published photographs. */
    public static final FrameSize PUBLISHED = new FrameSize(3384, 2710);

    /** The fewest pixels of a side. */
    static final int LEAST = 16;

    private static final int MOST = 20_000;

    public FrameSize {
        if (Math.min(width, height) < LEAST || Math.max(width, height) > MOST) {
            throw new IllegalArgumentException(
                    "Invalid photograph size: " + width + "x" + height + " (must be " + LEAST + ".." + MOST + " each)");
        }
    }

    /** Reads a size that {@link #toString} has written. */
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
