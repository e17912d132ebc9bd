package org.bitadapt.jobs.dataset;

import java.io.Serializable;

/**
 * One Parquet file of a split.
 *
 * @param name the file's name relative to the data set, such as {@code train/part-00000.parquet}
 * @param records the number of records, at least 1
 * @param bytes the length of the file
 * @param contentSha256 the SHA-256 of the records in lower-case hex. Each record in order adds the id in UTF-8, a zero
 *     byte, the label as a big-endian int, the image, and the further columns: text like the id, numbers big-endian.
 *     Equal records have equal checksums, even where files differ in Parquet's footer
 */
public record Shard(String name, int records, long bytes, String contentSha256) implements Serializable {

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
        if (contentSha256 == null || !contentSha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("Invalid contentSha256: " + contentSha256 + " of shard " + name
                    + " (must be 64 lower-case hex digits)");
        }
    }
}
