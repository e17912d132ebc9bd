package org.bitadapt.jobs.dataset;

import java.io.Serializable;
import java.util.List;

/**
 * One labelled image.
 *
 * @param id the record's name, unique in its data set, such as {@code data_batch_1/4711}; always the same for the same
 *     source image
 * @param label the index of the class
 * @param image the pixels, {@code [y][x][channel]}, unsigned 8 bit; shared, not copied
 * @param further the values of the data set's further columns, in the columns' order
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of pixels between tasks, never compared
public record DatasetRecord(String id, int label, byte[] image, List<Serializable> further) implements Serializable {

    public DatasetRecord {
        further = List.copyOf(further);
    }

    /** A record of a data set without further columns. */
    public DatasetRecord(String id, int label, byte[] image) {
        this(id, label, image, List.of());
    }
}
