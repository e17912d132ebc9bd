package org.bitadapt.jobs.dataset;

/**
 * References to the records of a minibatch: record {@code i} is row {@code rows[i]} of the split's shard
 * {@code shards[i]}.
 *
 * @param shards the records' shards, as indices into {@link Dataset#shards}; shared, not copied
 * @param rows the records' rows, as indices into the shards; shared, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // made thousands of times an epoch, read at once, never compared
public record Minibatch(int[] shards, int[] rows) {

    public Minibatch {
        if (shards.length != rows.length) {
            throw new IllegalArgumentException(
                    "Invalid row count: " + rows.length + " (must be that of the shards, " + shards.length + ")");
        }
    }

    /** The number of records. */
    public int size() {
        return rows.length;
    }
}
