package org.bitadapt.jobs.config;

import java.io.Serializable;
import java.util.List;
import org.bitadapt.jobs.dataset.Augmentation;

/**
 * Random changes of training images, drawn anew each epoch.
 *
 * @param pad the number of pixels of border on every side before an image of the old size is cut out; 0 to 64, 0 for
 *     none
 * @param flip whether half of the images are mirrored left to right
 * @param brightness the most by which the factor that multiplies pixels differs from 1; 0 or more and below 1
 * @param erase the side, in pixels, of a square that is taken out of the image; 0 to 1024, 0 for none
 */
public record AugmentationConfig(int pad, boolean flip, double brightness, int erase) implements Serializable {

    public AugmentationConfig {
        new Rules()
                .within("pad", pad, 0, 64)
                .fraction("brightness", brightness)
                .within("erase", erase, 0, 1024)
                .enforce();
    }

    /**
     * The augmentation that these settings describe.
     *
     * @param padValues the codes of the border's pixels, one per channel, 0..255
     * @param seed the seed of all choices
     */
    public Augmentation drawnBy(List<Integer> padValues, long seed) {
        return new Augmentation(pad, flip, brightness, erase, padValues, seed);
    }
}
