package org.bitadapt.jobs.picture;

import java.util.List;

/**
 * Images of an evaluation, drawn at random.
 *
 * @param wrong some images that were taken for another class
 * @param right some images whose class was predicted
 */
public record Gallery(List<Exhibit> wrong, List<Exhibit> right) {

    public Gallery {
        wrong = List.copyOf(wrong);
        right = List.copyOf(right);
    }

    /**
     * An image with its class and the predicted class.
     *
     * @param truth the name of the image's class
     * @param predicted the name of the class that the model took the image for
     * @param probability the probability that the model gave the predicted class, 0 to 1
     * @param png the image as a PNG file
     */
    @SuppressWarnings("ArrayRecordComponent") // pixels of a page, never compared
    public record Exhibit(String id, String truth, String predicted, double probability, byte[] png) {}
}
