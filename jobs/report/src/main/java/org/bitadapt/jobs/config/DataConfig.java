package org.bitadapt.jobs.config;

import java.io.Serializable;

/**
 * The settings by which training reads the data set.
 *
 * @param batch the number of images per worker and step, 1 to 65536
 * @param augmentation the random changes of training images
 */
public record DataConfig(int batch, AugmentationConfig augmentation) implements Serializable {

    public DataConfig {
        new Rules().within("batch", batch, 1, 65536).enforce();
    }
}
