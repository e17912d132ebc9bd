package org.bitadapt.jobs.preprocess;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.bitadapt.jobs.dataset.RecordHash;

/**
 * What the driver learns of the images of one partition, or of all: 13 bytes an image, and what is wrong.
 *
 * <p>Mutable while it is filled by one thread.
 */
final class SourceIndex implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int MESSAGES = 5;

    private long[] keys = new long[64];
    private int[] labels = new int[64];
    private boolean[] tests = new boolean[64];
    private int size;
    private long rejected;
    private final List<String> rejections = new ArrayList<>();
    private final List<String> unusable = new ArrayList<>();

    /** Walks through readings. */
    static SourceIndex of(Iterator<Reading> readings) {
        SourceIndex index = new SourceIndex();
        while (readings.hasNext()) {
            index.add(readings.next());
        }
        return index;
    }

    /** Joins the indices of all partitions, in their order. */
    static SourceIndex join(List<SourceIndex> parts) {
        SourceIndex whole = new SourceIndex();
        for (SourceIndex part : parts) {
            for (int i = 0; i < part.size; i++) {
                whole.add(part.keys[i], part.labels[i], part.tests[i]);
            }
            whole.rejected += part.rejected;
            part.rejections.forEach(message -> keep(whole.rejections, message));
            part.unusable.forEach(message -> keep(whole.unusable, message));
        }
        return whole;
    }

    private void add(Reading reading) {
        if (reading instanceof Reading.Labelled labelled) {
            add(RecordHash.of(labelled.record().id()), labelled.record().label(), labelled.test());
        } else if (reading instanceof Reading.Rejected bad) {
            rejected++;
            keep(rejections, bad.message());
        } else if (reading instanceof Reading.Unusable bad) {
            keep(unusable, bad.message());
        }
    }

    private void add(long key, int label, boolean test) {
        if (size == keys.length) {
            int larger = Math.multiplyExact(size, 2);
            keys = Arrays.copyOf(keys, larger);
            labels = Arrays.copyOf(labels, larger);
            tests = Arrays.copyOf(tests, larger);
        }
        keys[size] = key;
        labels[size] = label;
        tests[size] = test;
        size++;
    }

    private static void keep(List<String> messages, String message) {
        if (messages.size() < MESSAGES) {
            messages.add(message);
        }
    }

    /** The number of usable images. */
    int size() {
        return size;
    }

    /** {@link RecordHash#of} the id of image {@code i}. */
    long key(int i) {
        return keys[i];
    }

    int label(int i) {
        return labels[i];
    }

    /** Whether image {@code i} is in the source's own test split. */
    boolean test(int i) {
        return tests[i];
    }

    /** The number of records that cannot be used. */
    long rejected() {
        return rejected;
    }

    /** Why the first of them cannot be used, in the source's order. */
    List<String> rejections() {
        return List.copyOf(rejections);
    }

    /** Which files cannot be read to their end. */
    List<String> unusable() {
        return List.copyOf(unusable);
    }
}
