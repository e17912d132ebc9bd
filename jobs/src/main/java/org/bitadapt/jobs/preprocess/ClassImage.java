package org.bitadapt.jobs.preprocess;

import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.jobs.dataset.DatasetRecord;

/** An image file with its label. */
record ClassImage(ImageFile file, int label, boolean test) implements Serializable {

    Reading read(ImageDecoder decoder, Configuration configuration) throws IOException {
        byte[] bytes = file.bytes(configuration);
        try {
            return new Reading.Labelled(test, new DatasetRecord(file.name(), label, decoder.decode(bytes)));
        } catch (IOException e) {
            return new Reading.Rejected(
                    file.name(), -1, "Unreadable image", "an undamaged PNG or JPEG; found: " + e.getMessage(), bytes);
        }
    }
}
