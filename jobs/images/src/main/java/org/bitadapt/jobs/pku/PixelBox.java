package org.bitadapt.jobs.pku;

import java.io.Serializable;

/**
 * A rectangle in a photograph. It is empty if the right side is not right of the left side, or the bottom not below the
 * top.
 *
 * @param left the left side in pixels
 * @param top the top in pixels
 * @param right the right side in pixels, exclusive
 * @param bottom the bottom in pixels, exclusive
 */
public record PixelBox(double left, double top, double right, double bottom) implements Serializable {

    double width() {
        return Math.max(0, right - left);
    }

    double height() {
        return Math.max(0, bottom - top);
    }

    /** The rectangle's longer side in pixels, 0 if it is empty. */
    double extent() {
        return width() > 0 && height() > 0 ? Math.max(width(), height()) : 0;
    }

    /** The part of the rectangle that is inside a photograph. */
    public PixelBox clipped(FrameSize frame) {
        return new PixelBox(
                Math.max(0, left), Math.max(0, top), Math.min(frame.width(), right), Math.min(frame.height(), bottom));
    }

    /**
     * The square around the rectangle with {@code margin} of the longer side added on every side, moved into the
     * photograph, and no larger than the photograph's shorter side.
     */
    public PixelBox square(double margin, FrameSize frame) {
        double side = Math.min(extent() * (1 + 2 * margin), Math.min(frame.width(), frame.height()));
        double x = inside((left + right - side) / 2, frame.width() - side);
        double y = inside((top + bottom - side) / 2, frame.height() - side);
        return new PixelBox(x, y, x + side, y + side);
    }

    private static double inside(double value, double most) {
        return Math.max(0, Math.min(most, value));
    }
}
