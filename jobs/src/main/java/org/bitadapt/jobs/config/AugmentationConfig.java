package org.bitadapt.jobs.config;

import java.io.Serializable;

/**
 * Random changes of training images, drawn anew each epoch.
 *
 * @param pad pixels of border on every side before an image of the old size is cut out; 0 to 64, 0 for none
 * @param flip whether half of the images are mirrored left to right
 */
public record AugmentationConfig(int pad, boolean flip) implements Serializable {

    public AugmentationConfig {
        new Rules().within("pad", pad, 0, 64).enforce();
    }
}
