package org.bitadapt.jobs.dataset;

import java.io.Serializable;

/**
 * One labelled image.
 *
 * @param id unique in its data set, such as {@code data_batch_1/4711}; the same for the same source image, always
 * @param label index of the class
 * @param image {@code [y][x][channel]}, unsigned 8 bit; shared, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of pixels between tasks, never compared
public record DatasetRecord(String id, int label, byte[] image) implements Serializable {}
