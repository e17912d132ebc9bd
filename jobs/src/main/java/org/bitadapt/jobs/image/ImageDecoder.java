package org.bitadapt.jobs.image;

import java.io.Serializable;
import org.bitadapt.jobs.spark.TaskSlots;
import org.bitadapt.runtime.image.EncodedImage;
import org.bitadapt.runtime.image.ImageBudget;
import org.bitadapt.runtime.image.InvalidImageException;

/**
 * PNG and JPEG files to square RGB images: the largest centred square of the upright picture, scaled, see {@link
 * EncodedImage#fit}. Pixels are seen on black.
 *
 * <p>Memory is bounded by {@link #budget}.
 */
public final class ImageDecoder implements Serializable {

    private static final long serialVersionUID = 2;

    private final int side;

    /**
     * @param side of the result in pixels
     */
    public ImageDecoder(int side) {
        this.side = side;
    }

    /**
     * Decodes a file.
     *
     * @return {@code [y][x][channel]}, unsigned 8 bit
     * @throws InvalidImageException if it is no undamaged PNG or JPEG, or too large; the message is the reason
     */
    public byte[] decode(byte[] file) throws InvalidImageException {
        return EncodedImage.of(file).fit(side, side, budget()).pixels();
    }

    /** What one image may take where this task runs: its share of a quarter of the heap. */
    public static ImageBudget budget() {
        return ImageBudget.ofHeap(TaskSlots.here());
    }
}
