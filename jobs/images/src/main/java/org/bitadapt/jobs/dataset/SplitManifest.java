package org.bitadapt.jobs.dataset;

import java.io.Serializable;
import java.util.List;

/**
 * The contents of one split.
 *
 * @param records the number of records, summed over the shards
 * @param recordsPerClass the number of records of each class, adding up to {@code records}
 * @param shards the shards in order; empty for an empty split
 */
public record SplitManifest(long records, List<Long> recordsPerClass, List<Shard> shards) implements Serializable {

    public SplitManifest {
        recordsPerClass = List.copyOf(recordsPerClass);
        shards = List.copyOf(shards);
        long inShards = shards.stream().mapToLong(Shard::records).sum();
        long inClasses = recordsPerClass.stream().mapToLong(Long::longValue).sum();
        if (records != inShards || records != inClasses) {
            throw new IllegalArgumentException("Invalid record count: " + records + " (must be the sum over shards, "
                    + inShards + ", and over classes, " + inClasses + ")");
        }
    }
}
