package org.bitadapt.jobs.preprocess;

import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.jobs.dataset.DatasetRecord;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.image.ImageDecoder;
import org.bitadapt.jobs.image.ImageFile;
import org.bitadapt.jobs.spark.TaskSlots;
import org.bitadapt.runtime.image.InvalidImageException;

/** An image file with its label. */
record ClassImage(ImageFile file, int label, Split split) implements Serializable {

    Reading read(ImageDecoder decoder, Configuration configuration) throws IOException {
        if (file.isTooLarge(configuration)) {
            return new Reading.Rejected(
                    file.name(), -1, "Too large a file", "of at most " + ImageFile.MOST_BYTES + " bytes", new byte[0]);
        }
        byte[] bytes = file.bytes(configuration);
        try {
            byte[] pixels = decoder.decode(bytes, TaskSlots.imageBudget());
            return new Reading.Labelled(split, new DatasetRecord(file.name(), label, pixels));
        } catch (InvalidImageException e) {
            return new Reading.Rejected(
                    file.name(), -1, "Unreadable image", "an undamaged PNG or JPEG; found: " + e.getMessage(), bytes);
        }
    }
}
