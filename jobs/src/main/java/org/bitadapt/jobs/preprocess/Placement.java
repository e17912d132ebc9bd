package org.bitadapt.jobs.preprocess;

import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.bitadapt.jobs.dataset.RecordHash;
import org.bitadapt.jobs.dataset.Split;

/**
 * Where each image goes: a few thresholds on hashes, so that tasks decide for themselves.
 *
 * <p>Each class is ordered by one hash of its images; the first go to the test split (if the source has none), the next
 * to the validation split. Each split is ordered by another hash and cut into shards of equal size, give or take one.
 */
final class Placement implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int CUT = 1;
    private static final int ORDER = 2;

    private final long seed;
    private final long[] testBelow;
    private final long[] validationBelow;
    private final Map<Split, long[]> shardStarts = new EnumMap<>(Split.class);

    private Placement(long seed, int classes) {
        this.seed = seed;
        testBelow = new long[classes];
        validationBelow = new long[classes];
    }

    /** Chooses the thresholds. */
    static Placement of(SourceIndex index, int classes, boolean ownTestSplit, PreprocessOptions options) {
        Placement placement = new Placement(options.seed(), classes);
        long[][] hashes = placement.cutHashes(index, classes);
        for (int label = 0; label < classes; label++) {
            placement.cutClass(
                    label, hashes[label], ownTestSplit ? 0 : options.testFraction(), options.validationFraction());
        }
        for (Split split : Split.values()) {
            placement.cutShards(split, index, options.shardRecords());
        }
        return placement;
    }

    /** The hashes of the images that are to be cut, by class. */
    private long[][] cutHashes(SourceIndex index, int classes) {
        int[] counts = new int[classes];
        for (int i = 0; i < index.size(); i++) {
            counts[index.label(i)] += index.test(i) ? 0 : 1;
        }
        long[][] hashes = new long[classes][];
        Arrays.setAll(hashes, label -> new long[counts[label]]);
        for (int i = 0; i < index.size(); i++) {
            if (!index.test(i)) {
                hashes[index.label(i)][--counts[index.label(i)]] = cutHash(index.key(i));
            }
        }
        return hashes;
    }

    private void cutClass(int label, long[] hashes, double testFraction, double validationFraction) {
        Arrays.sort(hashes);
        int count = hashes.length;
        int test = share(count, testFraction);
        int validation = share(count - test, validationFraction);
        testBelow[label] = count == 0 ? Long.MIN_VALUE : hashes[test];
        validationBelow[label] = count == 0 ? Long.MIN_VALUE : hashes[test + validation];
    }

    /** The rounded share, leaving at least one. */
    private static int share(int count, double fraction) {
        return (int) Math.max(0, Math.min(count - 1, Math.round(count * fraction)));
    }

    private void cutShards(Split split, SourceIndex index, int shardRecords) {
        long[] hashes = new long[index.size()];
        int count = 0;
        for (int i = 0; i < index.size(); i++) {
            if (split(index.key(i), index.label(i), index.test(i)) == split) {
                hashes[count++] = order(index.key(i));
            }
        }
        Arrays.sort(hashes, 0, count);
        int shards = (int) (((long) count + shardRecords - 1) / shardRecords);
        long[] starts = new long[shards];
        for (int shard = 0; shard < shards; shard++) {
            starts[shard] = hashes[(int) ((long) count * shard / shards)];
        }
        shardStarts.put(split, starts);
    }

    /** The split of an image. */
    Split split(long key, int label, boolean test) {
        if (test) {
            return Split.TEST;
        }
        long hash = cutHash(key);
        if (hash < testBelow[label]) {
            return Split.TEST;
        }
        return hash < validationBelow[label] ? Split.VALIDATION : Split.TRAIN;
    }

    /** The number of shards of a split. */
    int shards(Split split) {
        return shardStarts.get(split).length;
    }

    /** The shard of an image with this {@link #order} in its split. */
    int shard(Split split, long order) {
        int place = Arrays.binarySearch(shardStarts.get(split), order);
        return place >= 0 ? place : -place - 2;
    }

    /** What images are sorted by inside their split. */
    long order(long key) {
        return RecordHash.combine(seed, ORDER, key);
    }

    private long cutHash(long key) {
        return RecordHash.combine(seed, CUT, key);
    }
}
