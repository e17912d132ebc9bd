package org.bitadapt.runtime.image;

/**
 * A part of a picture, in pixels.
 *
 * @param x the number of the left column
 * @param y the number of the upper row
 */
record Region(int x, int y, int width, int height) {

    /** The region of a whole picture. */
    static Region all(int width, int height) {
        return new Region(0, 0, width, height);
    }

    /**
     * The largest centred part of a picture with a shape's proportions; an odd pixel is left out at the right or
     * bottom.
     */
    static Region centre(int width, int height, int shapeWidth, int shapeHeight) {
        boolean isTooWide = (long) width * shapeHeight > (long) height * shapeWidth;
        int across = isTooWide ? Math.max(1, (int) ((long) height * shapeWidth / shapeHeight)) : width;
        int down = isTooWide ? height : Math.max(1, (int) ((long) width * shapeHeight / shapeWidth));
        return new Region((width - across) / 2, (height - down) / 2, across, down);
    }

    long pixels() {
        return (long) width * height;
    }
}
