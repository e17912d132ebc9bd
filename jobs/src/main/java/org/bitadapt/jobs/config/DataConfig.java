package org.bitadapt.jobs.config;

import java.io.Serializable;

/**
 * How training reads the data set.
 *
 * @param batch images per worker and step, 1 to 65536
 * @param augmentation what is done to training images
 */
public record DataConfig(int batch, AugmentationConfig augmentation) implements Serializable {

    public DataConfig {
        new Rules().within("batch", batch, 1, 65536).enforce();
    }
}
