package org.bitadapt.common.network;

import java.io.Serializable;

/**
 * The shape of one image's feature map; it has fewer than 2^31 values.
 *
 * @param channels the number of channels, at least 1
 * @param height the height in pixels, at least 1
 * @param width the width in pixels, at least 1
 */
public record Shape(int channels, int height, int width) implements Serializable {

    public Shape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException("Invalid shape: " + channels + "x" + height + "x" + width
                    + " (must be at least 1 in every dimension)");
        }
        if ((long) height * width > Integer.MAX_VALUE / channels) {
            throw new IllegalArgumentException(
                    "Invalid shape: " + channels + "x" + height + "x" + width + " (must have fewer than 2^31 values)");
        }
    }

    /** A vector: {@code channels} values, height and width 1. */
    public static Shape vector(int channels) {
        return new Shape(channels, 1, 1);
    }

    /** The number of values, channels x height x width. */
    public int size() {
        return channels * height * width;
    }

    /** Whether height and width are 1. */
    public boolean isVector() {
        return height == 1 && width == 1;
    }

    @Override
    public String toString() {
        return channels + "x" + height + "x" + width;
    }
}
