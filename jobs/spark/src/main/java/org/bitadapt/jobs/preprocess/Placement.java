package org.bitadapt.jobs.preprocess;

import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitadapt.jobs.dataset.RecordHash;
import org.bitadapt.jobs.dataset.Split;

/**
 * The split and shard of each image, by a few thresholds on hashes, so that tasks can place images by themselves.
 *
 * <p>Each class is ordered by one hash of its images: the first images go to the test split, the next to the validation
 * split, unless the source has these splits of its own. Each split is ordered by another hash and cut into shards whose
 * sizes differ by one image at most.
 *
 * <p>Images that were cut from photographs are ordered by photograph, whatever their class. Images of photographs that
 * look alike go to one split, so that the shares are as near as whole groups come.
 */
final class Placement implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int CUT = 1;
    private static final int ORDER = 2;

    private final long seed;
    private final long[] testBelow;
    private final long[] validationBelow;
    private final HashMap<Long, Long> groups;
    private final Map<Split, long[]> shardStarts = new EnumMap<>(Split.class);

    private Placement(long seed, int classes, Map<Long, Long> groups) {
        this.seed = seed;
        this.groups = new HashMap<>(groups);
        testBelow = new long[classes];
        validationBelow = new long[classes];
    }

    /** Chooses the thresholds. */
    static Placement of(SourceIndex index, ImageSource source, PreprocessOptions options) {
        int classes = source.classes().size();
        double test = source.ownSplits().contains(Split.TEST) ? 0 : options.testFraction();
        double validation = source.ownSplits().contains(Split.VALIDATION) ? 0 : options.validationFraction();
        Placement placement =
                new Placement(options.seed(), classes, AlikeFrames.groups(index.frameHashes(), source.alikeBits()));
        if (placement.groups.isEmpty()) {
            long[][] hashes = placement.cutHashes(index, classes);
            for (int label = 0; label < classes; label++) {
                placement.cutClass(label, hashes[label], test, validation);
            }
        } else {
            placement.cutGroups(index, test, validation);
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
            counts[index.label(i)] += index.split(i) == Split.TRAIN ? 1 : 0;
        }
        long[][] hashes = new long[classes][];
        Arrays.setAll(hashes, label -> new long[counts[label]]);
        for (int i = 0; i < index.size(); i++) {
            if (index.split(i) == Split.TRAIN) {
                hashes[index.label(i)][--counts[index.label(i)]] = cutHash(index.frame(i));
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

    /** Whole groups go to a split as long as that brings its share nearer; the last group always trains. */
    private void cutGroups(SourceIndex index, double testFraction, double validationFraction) {
        SortedMap<Long, Integer> sizes = new TreeMap<>();
        for (int i = 0; i < index.size(); i++) {
            sizes.merge(cutHash(index.frame(i)), 1, Integer::sum);
        }
        long validation = fill(sizes, index.size() * testFraction);
        Arrays.fill(testBelow, validation);
        int left = sizes.tailMap(validation).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        Arrays.fill(validationBelow, fill(sizes.tailMap(validation), left * validationFraction));
    }

    /** The hash of the first group that is not needed to come nearest to {@code wanted} images. */
    private static long fill(SortedMap<Long, Integer> sizes, double wanted) {
        int filled = 0;
        for (Map.Entry<Long, Integer> group : sizes.entrySet()) {
            boolean nearer = Math.abs(filled + group.getValue() - wanted) < Math.abs(filled - wanted);
            if (!nearer || group.getKey().equals(sizes.lastKey())) {
                return group.getKey();
            }
            filled += group.getValue();
        }
        return Long.MIN_VALUE;
    }

    /** The rounded share of a count, which leaves at least one. */
    private static int share(int count, double fraction) {
        return (int) Math.max(0, Math.min(count - 1, Math.round(count * fraction)));
    }

    private void cutShards(Split split, SourceIndex index, int shardRecords) {
        long[] hashes = new long[index.size()];
        int count = 0;
        for (int i = 0; i < index.size(); i++) {
            if (split(index.frame(i), index.label(i), index.split(i)) == split) {
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

    /**
     * The split of an image.
     *
     * @param frame the hash of the image's photograph, {@link SourceIndex#frame}
     * @param own the split in which the source has the image
     */
    Split split(long frame, int label, Split own) {
        if (own != Split.TRAIN) {
            return own;
        }
        long hash = cutHash(frame);
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

    /** The hash by which images are sorted inside their split. */
    long order(long key) {
        return RecordHash.combine(seed, ORDER, key);
    }

    private long cutHash(long frame) {
        return RecordHash.combine(seed, CUT, groups.getOrDefault(frame, frame));
    }
}
