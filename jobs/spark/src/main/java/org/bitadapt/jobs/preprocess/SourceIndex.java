package org.bitadapt.jobs.preprocess;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bitadapt.jobs.dataset.RecordHash;
import org.bitadapt.jobs.dataset.Split;

/**
 * The index that the driver gets of the images of one partition, or of all partitions: 24 bytes an image, and the
 * errors.
 *
 * <p>An instance is mutable while one thread fills it.
 */
final class SourceIndex implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int MESSAGES = 5;

    private long[] keys = new long[64];
    private int[] labels = new int[64];
    private long[] frames = new long[64];
    private Split[] splits = new Split[64];
    private int size;
    private long rejected;
    private final Map<Long, Long> hashes = new TreeMap<>();
    private final Map<String, Long> leftOut = new TreeMap<>();
    private final Map<String, Long> defects = new TreeMap<>();
    private final List<String> rejections = new ArrayList<>();
    private final List<String> unusable = new ArrayList<>();

    /** Makes the index of readings. */
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
                whole.add(part.keys[i], part.frames[i], part.labels[i], part.splits[i]);
            }
            whole.rejected += part.rejected;
            whole.hashes.putAll(part.hashes);
            part.leftOut.forEach((reason, count) -> whole.leftOut.merge(reason, count, Long::sum));
            part.defects.forEach((kind, count) -> whole.defects.merge(kind, count, Long::sum));
            part.rejections.forEach(message -> keep(whole.rejections, message));
            part.unusable.forEach(message -> keep(whole.unusable, message));
        }
        return whole;
    }

    private void add(Reading reading) {
        if (reading instanceof Reading.Labelled labelled) {
            long key = RecordHash.of(labelled.record().id());
            Reading.Frame frame = labelled.frame();
            long frameKey = frame.isThere() ? RecordHash.of(frame.id()) : key;
            if (frame.isThere()) {
                hashes.put(frameKey, frame.hash());
            }
            add(key, frameKey, labelled.record().label(), labelled.split());
        } else if (reading instanceof Reading.Rejected bad) {
            rejected++;
            keep(rejections, bad.message());
        } else if (reading instanceof Reading.Unusable bad) {
            keep(unusable, bad.message());
        } else if (reading instanceof Reading.LeftOut left) {
            leftOut.merge(left.reason(), left.count(), Long::sum);
        } else if (reading instanceof Reading.Defect defect) {
            defects.merge(defect.kind(), defect.count(), Long::sum);
        }
    }

    private void add(long key, long frame, int label, Split split) {
        if (size == keys.length) {
            int larger = Math.multiplyExact(size, 2);
            keys = Arrays.copyOf(keys, larger);
            frames = Arrays.copyOf(frames, larger);
            labels = Arrays.copyOf(labels, larger);
            splits = Arrays.copyOf(splits, larger);
        }
        keys[size] = key;
        frames[size] = frame;
        labels[size] = label;
        splits[size] = split;
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

    /** The hash of image {@code i}'s id, {@link RecordHash#of}. */
    long key(int i) {
        return keys[i];
    }

    /**
     * The hash of the id of image {@code i}'s photograph, {@link RecordHash#of}; the hash of the image's own id if it
     * has no photograph.
     */
    long frame(int i) {
        return frames[i];
    }

    /** The hashes of how photographs look, by the hashes of their ids, {@link RecordHash#of}. */
    Map<Long, Long> frameHashes() {
        return Map.copyOf(hashes);
    }

    /** The numbers of labelled objects that are no images, by reason. */
    Map<String, Long> leftOut() {
        return Map.copyOf(leftOut);
    }

    /** The numbers of other flaws of the source, by kind. */
    Map<String, Long> defects() {
        return Map.copyOf(defects);
    }

    int label(int i) {
        return labels[i];
    }

    /** The split in which the source has image {@code i}. */
    Split split(int i) {
        return splits[i];
    }

    /** The number of records that cannot be used. */
    long rejected() {
        return rejected;
    }

    /** The reasons why the first rejected records cannot be used, in the source's order. */
    List<String> rejections() {
        return List.copyOf(rejections);
    }

    /** The messages about files that cannot be read to their end. */
    List<String> unusable() {
        return List.copyOf(unusable);
    }
}
