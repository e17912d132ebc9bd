package org.bitadapt.jobs.picture;

import java.util.List;

/**
 * Images of an evaluation, drawn at random.
 *
 * @param wrong some that were taken for another class
 * @param right some whose class was predicted
 */
public record Gallery(List<Exhibit> wrong, List<Exhibit> right) {

    public Gallery {
        wrong = List.copyOf(wrong);
        right = List.copyOf(right);
    }

    /**
     * An image and what was made of it.
     *
     * @param truth name of its class
     * @param predicted name of the class that the model took it for
     * @param probability that the model gave this class, 0 to 1
     * @param png the image
     */
    @SuppressWarnings("ArrayRecordComponent") // pixels of a page, never compared
    public record Exhibit(String id, String truth, String predicted, double probability, byte[] png) {}
}
