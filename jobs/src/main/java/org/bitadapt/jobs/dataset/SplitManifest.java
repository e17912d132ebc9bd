package org.bitadapt.jobs.dataset;

import java.io.Serializable;
import java.util.List;

/**
 * What one split holds.
 *
 * @param records sum over the shards
 * @param recordsPerClass one count per class, adding up to {@code records}
 * @param shards in order; empty for an empty split
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
