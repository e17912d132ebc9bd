package org.bitadapt.jobs.config;

import java.io.Serializable;

/**
 * Random changes of training images, drawn anew each epoch.
 *
 * @param pad pixels of border on every side before an image of the old size is cut out; 0 to 64, 0 for none
 * @param flip whether half of the images are mirrored left to right
 * @param brightness pixels are multiplied by a factor between 1 less this and 1 plus this; 0 or more and below 1
 * @param erase side of a square, in pixels, that is taken out of the image; 0 to 1024, 0 for none
 */
public record AugmentationConfig(int pad, boolean flip, double brightness, int erase) implements Serializable {

    public AugmentationConfig {
        new Rules()
                .within("pad", pad, 0, 64)
                .fraction("brightness", brightness)
                .within("erase", erase, 0, 1024)
                .enforce();
    }
}
