package org.bitadapt.jobs.image;

import java.io.Serializable;
import org.bitadapt.common.network.Shape;
import org.bitadapt.runtime.image.EncodedImage;
import org.bitadapt.runtime.image.Fit;
import org.bitadapt.runtime.image.ImageBudget;
import org.bitadapt.runtime.image.InvalidImageException;
import org.bitadapt.runtime.image.RgbImage;

/**
 * Decodes PNG and JPEG files to the pixels that a network reads, in colour or grey: the upright picture, brought to the
 * network's shape by {@link EncodedImage#fit}. Pixels are seen on black.
 *
 * <p>Memory is bounded by the budget that each call brings.
 */
public final class ImageDecoder implements Serializable {

    private static final long serialVersionUID = 3;

    private final Shape shape;
    private final Fit fit;

    /**
     * @param shape the shape of the result; 1 or 3 channels
     * @param fit how pictures of another shape are brought to {@code shape}
     */
    public ImageDecoder(Shape shape, Fit fit) {
        if (!reads(shape)) {
            throw new IllegalArgumentException("Invalid shape: " + shape + " (must have 1 or 3 channels)");
        }
        this.shape = shape;
        this.fit = fit;
    }

    /** Whether image files can be decoded to a shape. */
    public static boolean reads(Shape shape) {
        return shape.channels() == 1 || shape.channels() == 3;
    }

    /**
     * Decodes a file.
     *
     * @param budget the memory that the image may take
     * @return the pixels, {@code [y][x][channel]}, unsigned 8 bit
     * @throws InvalidImageException if the file is no undamaged PNG or JPEG, or too large; the message is the reason
     */
    public byte[] decode(byte[] file, ImageBudget budget) throws InvalidImageException {
        return decode(EncodedImage.of(file), budget);
    }

    /** Decodes a file whose header has been read. */
    public byte[] decode(EncodedImage file, ImageBudget budget) throws InvalidImageException {
        RgbImage image = file.fit(shape.width(), shape.height(), fit, budget);
        return shape.channels() == 1 ? image.grey() : image.pixels();
    }
}
