package org.bitadapt.jobs.dataset;

import java.io.Serializable;

/**
 * One Parquet file of a split.
 *
 * @param name relative to the data set, such as {@code train/part-00000.parquet}
 * @param records at least 1
 * @param bytes length of the file
 * @param sha256 of the file, lower-case hex
 */
public record Shard(String name, int records, long bytes, String sha256) implements Serializable {

    public Shard {
        if (name == null || !name.matches("(train|validation|test)/[\\w-]+\\.parquet")) {
            throw new IllegalArgumentException("Invalid shard name: " + name + " (must be SPLIT/NAME.parquet)");
        }
        if (records < 1) {
            throw new IllegalArgumentException(
                    "Invalid record count: " + records + " in shard " + name + " (must be at least 1)");
        }
        if (bytes < 1) {
            throw new IllegalArgumentException(
                    "Invalid length: " + bytes + " of shard " + name + " (must be at least 1)");
        }
        if (sha256 == null || !sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "Invalid sha256: " + sha256 + " of shard " + name + " (must be 64 lower-case hex digits)");
        }
    }
}
