package org.bitadapt.runtime.format;

/**
 * The shape of a slot: the size of one image's feature map.
 *
 * @param channels planes, 1..{@value Limits#MAX_CHANNELS}
 * @param height rows, 1..{@value Limits#MAX_SIZE}
 * @param width columns, 1..{@value Limits#MAX_SIZE}
 */
public record SlotShape(int channels, int height, int width) {
    /** Checks every extent and that the elements stay within {@link Limits#MAX_ELEMENTS}. */
    public SlotShape {
        Limits.require("channels", channels, 1, Limits.MAX_CHANNELS);
        Limits.require("height", height, 1, Limits.MAX_SIZE);
        Limits.require("width", width, 1, Limits.MAX_SIZE);
        Limits.require("elements of a feature map", (long) channels * height * width, 1, Limits.MAX_ELEMENTS);
    }

    /**
     * The pixels of one plane.
     *
     * @return height * width
     */
    public int pixels() {
        return height * width;
    }

    /**
     * The numbers of one image.
     *
     * @return channels * height * width
     */
    public int elements() {
        return channels * height * width;
    }

    @Override
    public String toString() {
        return channels + "x" + height + "x" + width;
    }
}
