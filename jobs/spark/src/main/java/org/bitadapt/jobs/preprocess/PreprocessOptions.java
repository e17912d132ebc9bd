package org.bitadapt.jobs.preprocess;

import java.util.Map;
import java.util.TreeMap;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.dataset.Split;

/**
 * The options by which a data set is made of a source.
 *
 * @param testFraction the fraction of each class that becomes the test split, 0..0.9; used if the source has no test
 *     split
 * @param validationFraction the fraction of the rest of each class that becomes the validation split, 0..0.9; used if
 *     the source has no validation split
 * @param seed the seed of the shuffle and the cuts
 * @param shardRecords the most records of a shard, at least 1
 * @param badRecords what happens to records that cannot be used
 */
record PreprocessOptions(
        double testFraction, double validationFraction, long seed, int shardRecords, BadRecords badRecords) {

    private static final int SHARD_RECORDS = 5000;
    private static final int SHARD_BYTES = 64 << 20;

    PreprocessOptions {
        fraction("test share", testFraction);
        fraction("validation share", validationFraction);
        if (shardRecords < 1) {
            throw new IllegalArgumentException("Invalid records per shard: " + shardRecords + " (must be at least 1)");
        }
    }

    /**
     * Refuses shards that no task can hold: the images of a shard are kept in one array.
     *
     * @throws IllegalArgumentException if a shard of such images has more than 2^31 - 1 bytes
     */
    void requireFit(Shape image) {
        int most = Integer.MAX_VALUE / image.size();
        if (shardRecords > most) {
            throw new IllegalArgumentException("Invalid records per shard: " + shardRecords + " (must be at most "
                    + most + " images of " + image + ", 2 GiB)");
        }
    }

    /** The number of records per shard that a task comfortably holds in memory. */
    static int defaultShardRecords(Shape image) {
        return Math.max(1, Math.min(SHARD_RECORDS, SHARD_BYTES / image.size()));
    }

    /** The settings that change the result: the source's own settings and these options but for the seed. */
    Map<String, String> settings(ImageSource source) {
        Map<String, String> settings = new TreeMap<>(source.settings());
        settings.put("source", source.name());
        if (!source.ownSplits().contains(Split.TEST)) {
            settings.put("test", Double.toString(testFraction));
        }
        if (!source.ownSplits().contains(Split.VALIDATION)) {
            settings.put("validation", Double.toString(validationFraction));
        }
        settings.put("shardRecords", Integer.toString(shardRecords));
        settings.put("badRecords", badRecords.name());
        return settings;
    }

    private static void fraction(String what, double value) {
        if (!(value >= 0 && value <= 0.9)) {
            throw new IllegalArgumentException("Invalid " + what + ": " + value + " (must be 0..0.9)");
        }
    }
}
