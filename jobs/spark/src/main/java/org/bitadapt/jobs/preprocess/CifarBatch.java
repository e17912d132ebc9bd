package org.bitadapt.jobs.preprocess;

import java.io.Serializable;
import java.util.Arrays;
import org.bitadapt.jobs.dataset.DatasetRecord;
import org.bitadapt.jobs.dataset.Split;

/**
 * One batch file of a published data set, and how its records become readings.
 *
 * @param fileName the file's name without folders
 * @param classes the number of classes
 */
record CifarBatch(CifarLayout layout, String fileName, int classes) implements Serializable {

    CifarDataset dataset() {
        return layout.dataset();
    }

    /** The split that the file's images are in. */
    Split split() {
        return layout.isTest(fileName) ? Split.TEST : Split.TRAIN;
    }

    /**
     * @param number the number of the record in the file, from 0
     * @param labels the record's labels in the data set's order; the last label is the class
     * @param planes bytes that hold the image's three planes
     * @param offset the offset of the image in {@code planes}
     */
    Reading reading(long number, int[] labels, byte[] planes, int offset) {
        for (int i = 0; i < labels.length; i++) {
            CifarLabel label = dataset().labels().get(i);
            int values = label.values(classes);
            if (labels[i] < 0 || labels[i] >= values) {
                return new Reading.Rejected(
                        fileName,
                        number,
                        "Invalid " + label.word() + ": " + labels[i],
                        "0.." + (values - 1),
                        raw(labels, planes, offset));
            }
        }
        String id = fileName.replaceFirst("\\.bin$", "") + "/" + number;
        int label = labels[labels.length - 1];
        return new Reading.Labelled(split(), new DatasetRecord(id, label, CifarFormat.interleave(planes, offset)));
    }

    /** The record as it is in the binary format. */
    private static byte[] raw(int[] labels, byte[] planes, int offset) {
        byte[] raw = new byte[labels.length + CifarFormat.IMAGE_BYTES];
        for (int i = 0; i < labels.length; i++) {
            raw[i] = (byte) labels[i];
        }
        System.arraycopy(planes, offset, raw, labels.length, CifarFormat.IMAGE_BYTES);
        return raw;
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
