package org.bitadapt.jobs.pku;

import java.io.Serializable;

/**
 * The size of a photograph.
 *
 * @param width pixels, {@value #LEAST}..{@value #MOST}
 * @param height pixels, {@value #LEAST}..{@value #MOST}
 */
public record FrameSize(int width, int height) implements Serializable {

    /** That of all published photographs. */
    public static final FrameSize PUBLISHED = new FrameSize(3384, 2710);

    /** Pixels of the shortest side. */
    static final int LEAST = 16;

    private static final int MOST = 20_000;

    public FrameSize {
        if (Math.min(width, height) < LEAST || Math.max(width, height) > MOST) {
            throw new IllegalArgumentException(
                    "Invalid photograph size: " + width + "x" + height + " (must be " + LEAST + ".." + MOST + " each)");
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
