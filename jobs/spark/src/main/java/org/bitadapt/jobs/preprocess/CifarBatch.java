package org.bitadapt.jobs.preprocess;

import java.io.Serializable;
import java.util.Arrays;
import org.bitadapt.jobs.dataset.DatasetRecord;
import org.bitadapt.jobs.dataset.Split;

/**
 * One batch file of CIFAR-10, and how its records become readings.
 *
 * @param fileName the file's name without folders
 * @param split the split that the file's images are in
 * @param classes the number of labels
 */
record CifarBatch(String fileName, Split split, int classes) implements Serializable {

    /**
     * @param number the number of the record in the file, from 0
     * @param planes bytes that hold the image's three planes
     * @param offset the offset of the image in {@code planes}
     */
    Reading reading(long number, int label, byte[] planes, int offset) {
        if (label < 0 || label >= classes) {
            byte[] raw = new byte[1 + CifarFormat.IMAGE_BYTES];
            raw[0] = (byte) label;
            System.arraycopy(planes, offset, raw, 1, CifarFormat.IMAGE_BYTES);
            return new Reading.Rejected(fileName, number, "Invalid label: " + label, "0.." + (classes - 1), raw);
        }
        String id = fileName.replaceFirst("\\.bin$", "") + "/" + number;
        return new Reading.Labelled(split, new DatasetRecord(id, label, CifarFormat.interleave(planes, offset)));
    }

    /** The reading of a record whose end is missing. */
    Reading cutShort(long number, byte[] bytes, int length) {
        return new Reading.Rejected(
                fileName,
                number,
                "Truncated record: " + length + " bytes",
                bytes.length + " bytes; the file is cut short",
                Arrays.copyOf(bytes, length));
    }
}
